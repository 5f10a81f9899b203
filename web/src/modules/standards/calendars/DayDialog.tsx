import { Button, Group, Radio, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localeOf } from '~/i18n/formats';
import { Dialog } from '~/ui/Dialog';
import { Spans } from './Spans';
import {
  type Exception,
  type Hours,
  halfDay,
  hoursOn,
  type Span,
  weekdayOf,
  weekHours,
} from './year';

interface Props {
  hours: Hours;
  date: string;
  former?: Exception; // an exception that is changed; none: what the day has
  save: (former: Exception | undefined, next: Exception | undefined) => void;
  close: () => void;
}

const kinds = ['week', 'closed', 'half', 'hours'] as const;
type Kind = (typeof kinds)[number];

const isOneDay = (one?: Exception) => one && (!one.through_on || one.through_on === one.from_on);

function begin({ hours, date, former }: Props) {
  const found = former ?? hoursOn(hours, date).exception;
  // A long one that covers the day stays as it is: the day gets one of its own.
  const own = former ?? (isOneDay(found) ? found : undefined);
  const usual = weekHours(hours.week, weekdayOf(date));
  const kind: Kind = found ? (found.spans.length > 0 ? 'hours' : 'closed') : 'closed';
  return { own, usual, kind, spans: found?.spans.length ? found.spans : usual, name: own?.name };
}

/// One day, or several in a row, that are not as each week: closed, half a day, other hours.
export function DayDialog(props: Props) {
  const { date, save, close } = props;
  const { t, i18n } = useTranslation();
  const [start] = useState(() => begin(props));
  const { own, usual } = start;
  const [kind, setKind] = useState<Kind>(start.kind);
  const [spans, setSpans] = useState<Span[]>(start.spans);
  const [name, setName] = useState(start.name ?? '');
  const [from, setFrom] = useState(own?.from_on ?? date);
  const [through, setThrough] = useState(own?.through_on ?? own?.from_on ?? date);
  const [days, setDays] = useState<string>(own?.days ?? 'every_day');
  const title = new Intl.DateTimeFormat(localeOf(i18n.language), {
    dateStyle: 'full',
    timeZone: 'UTC',
  });
  const spansOf = { closed: [], half: halfDay(usual), hours: spans, week: usual };
  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation(); // of the calendar's form
    // Within a long exception the week's hours are an exception themselves.
    const isCovered = hoursOn(props.hours, date).exception !== own;
    if (kind === 'week' && !isCovered) save(own, undefined);
    else
      save(own, {
        from_on: from,
        through_on: through > from ? through : null,
        name: name.trim() || t(kind === 'closed' ? 'calendars.closed' : `calendars.kind_${kind}`),
        days: days as Exception['days'],
        spans: spansOf[kind],
      });
    close();
  }
  const isRange = through > from;
  return (
    <Dialog title={title.format(Date.parse(date))} close={close}>
      <form onSubmit={submit}>
        <Stack>
          <Radio.Group
            label={t('calendars.this_day')}
            value={kind}
            onChange={value => setKind(value as Kind)}
          >
            <Stack gap={6} mt={6}>
              {kinds.map(value => (
                <Radio
                  key={value}
                  value={value}
                  label={t(`calendars.kind_${value}`)}
                  disabled={value === 'half' && usual.length === 0}
                  data-autofocus={value === kind || undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
          {kind === 'half' && (
            <Text size="sm" c="dimmed">
              {halfDay(usual)
                .map(one => `${one.opens}–${one.closes}`)
                .join(', ')}
            </Text>
          )}
          {kind === 'hours' && <Spans of={t('calendars.this_day')} spans={spans} set={setSpans} />}
          {kind !== 'week' && (
            <>
              <TextInput
                label={t('calendars.why')}
                description={t('calendars.why_hint')}
                dir={name ? 'auto' : undefined}
                maxLength={80}
                value={name}
                onChange={e => setName(e.currentTarget.value)}
              />
              <Group grow>
                <TextInput
                  type="date"
                  label={t('calendars.from')}
                  value={from}
                  required
                  onChange={e => setFrom(e.currentTarget.value)}
                />
                <TextInput
                  type="date"
                  label={t('calendars.through')}
                  value={through}
                  min={from}
                  required
                  onChange={e => setThrough(e.currentTarget.value)}
                />
              </Group>
              {isRange && kind !== 'closed' && (
                <SegmentedControl
                  aria-label={t('calendars.days')}
                  data={['every_day', 'open_days'].map(value => ({
                    value,
                    label: t(`calendars.days_${value}`),
                  }))}
                  value={days}
                  onChange={setDays}
                />
              )}
            </>
          )}
          <Text size="xs" c="dimmed">
            {t('calendars.saved_with')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('app.cancel')}
            </Button>
            <Button type="submit">{t('calendars.put')}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
