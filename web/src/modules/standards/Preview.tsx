import { Group, List, Paper, Select, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { type Duty, duties, previewQuery } from './queries';
import type { Values } from './StandardForm';

const restMs = 300; // after the last key

/// "A mail arriving now would be due … because …", each day named that does not count; by what
/// stands in the form, saved or not.
export function Preview({ values }: { values: Values }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const has = duties.filter(duty => values.amounts.some(one => one.duty === duty));
  const [wanted, setDuty] = useState<Duty>('answer_by');
  const duty = has.includes(wanted) ? wanted : (has[0] ?? 'answer_by');
  const [at, setAt] = useState('');
  const [typed] = useDebouncedValue(values, restMs);
  const standard = { ...typed, name: typed.name || t('standards.add') };
  const preview = useQuery(previewQuery(standard, duty, at ? new Date(at).toISOString() : ''));
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="preview">
      <Title order={2} size="h4" id="preview" mb="xs">
        {t('standards.preview')}
      </Title>
      <Group mb="sm" align="flex-end">
        <Select
          label={t('standards.preview_duty')}
          allowDeselect={false}
          data={has.map(value => ({ value, label: t(`duty.${value}`) }))}
          value={duty}
          onChange={value => setDuty(value as Duty)}
        />
        <TextInput
          type="datetime-local"
          label={t('standards.preview_at')}
          description={t('standards.preview_at_hint')}
          value={at}
          onChange={e => setAt(e.currentTarget.value)}
        />
      </Group>
      <Loaded query={preview}>
        {({ due_at, sentences }) => (
          <>
            <Text fw={600} mb={4} aria-live="polite">
              {t(at ? 'standards.due_then' : 'standards.due_if_now', {
                due: formats.full(due_at),
              })}
            </Text>
            <List size="sm" spacing={2}>
              {sentences.map(sentence => (
                <List.Item key={sentence}>
                  <span dir="auto">{sentence}</span>
                </List.Item>
              ))}
            </List>
          </>
        )}
      </Loaded>
    </Paper>
  );
}
