import { Group, List, Paper, SegmentedControl, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefusal } from '~/api/client';
import { current, type Language, languageNames, languages } from '~/i18n';
import { useRefusalText } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import { previewQuery } from './queries';
import { bodyOf, type Values } from './terms';

const restMs = 400; // after the last key

/// What a customer who buys on that day is promised, in the language that she reads, by what stands
/// in the form, saved or not.
export function Preview({ values }: { values: Values }) {
  const { t } = useTranslation();
  const textOf = useRefusalText();
  const [day, setDay] = useState('');
  const [language, setLanguage] = useState<Language>(current());
  const [typed] = useDebouncedValue(values, restMs);
  const { names, promises } = bodyOf(typed);
  const isReady = Object.keys(names).length > 0 && promises.length > 0;
  const preview = useQuery({
    ...previewQuery(names, promises, day, language),
    enabled: isReady,
  });
  const refusal = isReady && preview.error ? asRefusal(preview.error) : undefined;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="preview">
      <Title order={2} size="h4" id="preview" mb="xs">
        {t('sale_templates.preview')}
      </Title>
      <Group mb="sm" align="flex-end">
        <TextInput
          type="date"
          label={t('sale_templates.preview_day')}
          description={t('sale_templates.preview_day_hint')}
          value={day}
          onChange={e => setDay(e.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('sale_templates.preview_language')}
          data={languages.map(value => ({ value, label: languageNames[value] }))}
          value={language}
          onChange={value => setLanguage(value as Language)}
        />
      </Group>
      <div aria-live="polite">
        {!isReady && (
          <Text size="sm" c="dimmed">
            {t('sale_templates.preview_none')}
          </Text>
        )}
        {isReady && preview.isPending && <Loading />}
        {refusal && (
          <Text size="sm" c="dimmed">
            {refusal.fields[0]?.detail ?? textOf(refusal)}
          </Text>
        )}
        {isReady && !refusal && preview.data && (
          <List lang={language} dir={language === 'he' ? 'rtl' : 'ltr'} spacing={2}>
            {preview.data.map(({ words }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may be told alike
              <List.Item key={at}>{words}</List.Item>
            ))}
          </List>
        )}
      </div>
    </Paper>
  );
}
