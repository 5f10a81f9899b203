import { SegmentedControl, SimpleGrid, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { type Language, languageNames } from '~/i18n';
import { Form } from '~/ui/form/Form';
import { ChoiceField, TextField } from '~/ui/form/fields';
import { useRowForm } from '~/ui/form/useRowForm';
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

const bodyOf = (values: Values) => ({ ...values, texts: written(values.texts) });

interface Props {
  template?: Template; // none: a new one
  tags: Language[];
  done: () => void;
}

const useTemplateForm = ({ template, done }: Props) =>
  useRowForm<Values, Template>({
    noun: 'template',
    row: template,
    valuesOf,
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/templates', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { template: id } };
      const body = { ...bodyOf(values), version };
      return said(api.PUT('/templates/{template}', { params, body }));
    },
    again: ({ id }) =>
      said(api.GET('/templates/{template}', { params: { path: { template: id } } })),
    stale: ['template', 'templates'],
    done,
  });

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
