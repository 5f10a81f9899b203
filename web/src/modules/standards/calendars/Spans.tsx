import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Span } from './year';

interface Props {
  of: string; // which day's, for who cannot see where it stands
  spans: Span[];
  set: (spans: Span[]) => void;
  errorOf?: (i: number) => string | undefined;
}

const usual: Span = { opens: '09:00', closes: '18:00' };
/// `24:00` is the end of the day, which an input of times cannot say: it shows 00:00.
const shown = (time: string) => (time === '24:00' ? '00:00' : time);

/// The open hours of a day, one row a span.
export function Spans({ of, spans, set, errorOf }: Props) {
  const { t } = useTranslation();
  const change = (i: number, part: Partial<Span>) =>
    set(spans.map((one, j) => (i === j ? { ...one, ...part } : one)));
  return (
    <div>
      {spans.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name
        <Group key={i} gap={6} mb={4} wrap="nowrap" align="flex-start">
          <TextInput
            type="time"
            size="xs"
            dir="ltr"
            aria-label={t('calendars.opens', { of })}
            value={one.opens}
            error={errorOf?.(i)}
            onChange={e => change(i, { opens: e.currentTarget.value })}
          />
          <Text size="sm" pt={4}>
            –
          </Text>
          <TextInput
            type="time"
            size="xs"
            dir="ltr"
            aria-label={t('calendars.closes', { of })}
            value={shown(one.closes)}
            onChange={e => {
              const closes = e.currentTarget.value;
              change(i, { closes: closes === '00:00' ? '24:00' : closes });
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('calendars.remove_span', { of })}
            onClick={() => set(spans.filter((_, j) => j !== i))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        aria-label={`${t(spans.length > 0 ? 'calendars.another_span' : 'calendars.open_it')}: ${of}`}
        onClick={() =>
          set([...spans, spans.length > 0 ? { opens: '13:00', closes: '18:00' } : usual])
        }
      >
        {t(spans.length > 0 ? 'calendars.another_span' : 'calendars.open_it')}
      </Button>
    </div>
  );
}
