import { Paper, Text as Words } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import type { Language } from '~/i18n';
import type { Text, Values } from './TemplateForm';

interface Props {
  kind: Values['kind'];
  text: Text | undefined;
  language: Language;
}

/// What a customer would read, with made-up values in the gaps, as it is typed.
export function Preview({ kind, text, language }: Props) {
  const { t } = useTranslation();
  const [shown] = useDebouncedValue(text, 400);
  const hasWords = Boolean(shown?.body.trim());
  const preview = useQuery({
    queryKey: ['template', 'preview', kind, shown],
    queryFn: () => said(api.POST('/templates/preview', { body: { kind, text: shown as Text } })),
    enabled: hasWords,
    placeholderData: before => before,
    retry: false,
  });
  const refusal = preview.error ? asRefusal(preview.error) : undefined;
  const dir = language === 'he' ? 'rtl' : 'ltr';
  return (
    <Paper withBorder p="md" component="section" aria-label={t('templates.preview')}>
      <Words size="sm" fw={600} mb="xs">
        {t('templates.preview')}
      </Words>
      {!hasWords && (
        <Words size="sm" c="dimmed">
          {t('templates.preview_none')}
        </Words>
      )}
      {refusal && (
        <Words size="sm" c="var(--mantine-color-error)">
          {refusal.fields[0]?.detail ?? refusal.detail}
        </Words>
      )}
      {hasWords && !refusal && preview.data && (
        <div lang={language} dir={dir}>
          {preview.data.subject && <Words fw={600}>{preview.data.subject}</Words>}
          <Words size="sm" className="words">
            {preview.data.text}
          </Words>
        </div>
      )}
    </Paper>
  );
}
