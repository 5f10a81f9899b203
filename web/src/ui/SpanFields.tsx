import { Button, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Span, spans, spanUpTo } from './spans';

interface Props {
  from?: string;
  through?: string;
  use: (span: { from_on?: string; through_on?: string }, preset?: Span) => void;
}

/// The days that a report looks at: one of the usual spans, or any.
export function SpanFields({ from, through, use }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" align="end">
      <Group gap={4} role="group" aria-label={t('figures.span')}>
        {spans.map(span => (
          <Button
            key={span}
            size="xs"
            variant="default"
            onClick={() => use(spanUpTo(span, new Date()), span)}
          >
            {t(`span.${span}`)}
          </Button>
        ))}
      </Group>
      <TextInput
        type="date"
        size="xs"
        label={t('figures.from')}
        value={from ?? ''}
        max={through}
        onChange={e => use({ from_on: e.currentTarget.value, through_on: through })}
      />
      <TextInput
        type="date"
        size="xs"
        label={t('figures.through')}
        value={through ?? ''}
        min={from}
        onChange={e => use({ from_on: from, through_on: e.currentTarget.value })}
      />
    </Group>
  );
}
