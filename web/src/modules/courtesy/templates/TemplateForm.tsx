import { SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { type Language, languageNames } from '~/i18n';
import { Form } from '~/ui/form/Form';
import { ChoiceField, TextField } from '~/ui/form/fields';
import { useForm } from '~/ui/form/useForm';
import { Preview } from './Preview';
import { TextFields } from './TextFields';

export type Template = Schemas['TemplateView'];
export type Text = Schemas['TemplateText'];
type Kind = NonNullable<Template['kind']>;
export type Formality = 'formal' | 'informal';

export interface Values {
  name: string;
  kind: Kind | null; // none: an answer to begin from
  texts: Text[];
}

const kinds: Kind[] = [
  'acknowledgement',
  'apology',
  'apology_again',
  'solved_question',
  'follow_up',
  'reopened',
  'not_solved',
  'remedy_granted',
  'survey_question',
  'survey_apology',
  'reply',
];

const valuesOf = (template?: Template): Values => ({
  name: template?.name ?? '',
  kind: template?.kind ?? null,
  texts: template?.texts ?? [],
});

/// Only what has words is a text.
export const written = (texts: Text[]) => texts.filter(one => one.body.trim() !== '');

interface Props {
  template?: Template; // none: a new one
  tags: Language[];
  done: () => void;
}

function useTemplateForm({ template, done }: Props) {
  const client = useQueryClient();
  const path = { template: template?.id ?? '' };
  return useForm<Values, Template>({
    place: `template.${template?.id ?? 'new'}`,
    start: valuesOf(template),
    version: template?.version,
    save: (values, version, key) => {
      const body = { ...values, texts: written(values.texts) };
      return template
        ? said(api.PUT('/templates/{template}', { params: { path }, body: { ...body, version } }))
        : said(api.POST('/templates', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
    current:
      template &&
      (async () => {
        const now = await said(api.GET('/templates/{template}', { params: { path } }));
        return { values: valuesOf(now), version: now.version };
      }),
    done: () => {
      for (const noun of ['template', 'templates'])
        void client.invalidateQueries({ queryKey: [noun] });
      done();
    },
  });
}

export function TemplateForm(props: Props) {
  const { t } = useTranslation();
  const { tags } = props;
  const form = useTemplateForm(props);
  const [language, setLanguage] = useState<Language>(tags[0] ?? 'en');
  const [formality, setFormality] = useState<Formality>('formal');
  const { kind, texts } = form.values;
  form.fields.set('texts', {
    label: t('templates.text'),
    say: value =>
      (value as Text[]).map(one => `${languageNames[one.language]}: ${one.body}`).join('\n'),
  });
  const has = (tag: string) => written(texts).some(one => one.language === tag);
  const text = texts.find(
    one => one.language === language && (one.formality ?? 'formal') === formality,
  );
  return (
    <Form form={form}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextField form={form} name="name" label={t('form.name')} required />
        <ChoiceField
          form={form}
          name="kind"
          label={t('templates.kind')}
          description={t(`template_about.${kind ?? 'none'}`)}
          none={t('template.none')}
          choices={kinds.map(value => ({ value, label: t(`template.${value}`) }))}
        />
      </SimpleGrid>
      <Stack gap="xs" align="flex-start">
        <SegmentedControl
          size="xs"
          aria-label={t('templates.languages')}
          data={tags.map(value => ({
            value,
            label: `${languageNames[value]}${has(value) ? ' ✓' : ''}`,
          }))}
          value={language}
          onChange={value => setLanguage(value as Language)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('templates.formality')}
          data={['formal', 'informal'].map(value => ({ value, label: t(`formality.${value}`) }))}
          value={formality}
          onChange={value => setFormality(value as Formality)}
        />
      </Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <TextFields
          key={language + formality}
          form={form}
          language={language}
          formality={formality}
        />
        <Preview kind={kind} text={text} language={language} />
      </SimpleGrid>
    </Form>
  );
}
