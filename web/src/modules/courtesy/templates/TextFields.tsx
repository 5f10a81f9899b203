import { Button, Group, Stack, Textarea, TextInput, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import type { Language } from '~/i18n';
import { problemOf } from '~/ui/Failure';
import type { Form } from '~/ui/form/useForm';
import { type Formality, type Text, type Values, written } from './TemplateForm';

interface Props {
  form: Form<Values>;
  language: Language;
  formality: Formality;
}

export const builtInQuery = (language: Language, formality: Formality) => ({
  queryKey: ['template', 'built_in', language, formality],
  queryFn: () =>
    said(api.GET('/templates/built-in', { params: { query: { language, formality } } })),
  staleTime: Number.POSITIVE_INFINITY,
});

/// The words in one language and form of address; gaps are put in by a click.
export function TextFields({ form, language, formality }: Props) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const builtIn = useQuery(builtInQuery(language, formality));
  const { texts, kind } = form.values;
  const isThis = (one: Text) =>
    one.language === language && (one.formality ?? 'formal') === formality;
  const text = texts.find(isThis) ?? { language, formality, subject: '', body: '' };
  const at = written(texts).findIndex(isThis);
  function change(part: Partial<Text>) {
    const next = { ...text, ...part };
    const isKnown = texts.some(isThis);
    form.change({ texts: isKnown ? texts.map(o => (isThis(o) ? next : o)) : [...texts, next] });
  }
  function insert(name: string) {
    const field = area.current;
    const from = field?.selectionStart ?? text.body.length;
    const to = field?.selectionEnd ?? from;
    const gap = `{${name}}`;
    change({ body: text.body.slice(0, from) + gap + text.body.slice(to) });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + gap.length, from + gap.length);
    });
  }
  const error = (part: string) => {
    if (at < 0) return undefined;
    const path = `texts[${at}].${part}`;
    form.paths.add(path);
    return problemOf(form.refusal, path);
  };
  const original = builtIn.data?.templates.find(one => one.kind === kind);
  const dir = language === 'he' ? 'rtl' : 'ltr';
  return (
    <Stack gap="xs">
      <TextInput
        label={t('templates.subject')}
        description={t('templates.subject_hint')}
        lang={language}
        dir={dir}
        value={text.subject}
        error={error('subject')}
        onChange={e => change({ subject: e.currentTarget.value })}
      />
      <Textarea
        ref={area}
        label={t('templates.text')}
        autosize
        minRows={10}
        maxRows={24}
        lang={language}
        dir={dir}
        value={text.body}
        error={error('body')}
        onChange={e => change({ body: e.currentTarget.value })}
      />
      {original && text.body.trim() === '' && (
        <div>
          <Button size="compact-sm" variant="light" onClick={() => change({ body: original.body })}>
            {t('templates.from_built_in')}
          </Button>
        </div>
      )}
      <Words size="sm" c="dimmed">
        {t('templates.gaps')}
      </Words>
      <Group gap={4}>
        {(builtIn.data?.placeholders ?? []).map(name => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            title={`{${name}}`}
            onClick={() => insert(name)}
          >
            {t(`gap.${name}`)}
            {original?.required.includes(name) && ' *'}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
