import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '~/ui/Failure';
import type { Form } from '~/ui/form/useForm';
import type { Values } from './CalendarForm';
import { Spans } from './Spans';
import { firstWeekday, type Span, weekdays, weekHours } from './year';

/// The hours of each week, from the day on which the reader's week begins.
export function WeekHours({ form }: { form: Form<Values> }) {
  const { t, i18n } = useTranslation();
  const { week } = form.values;
  const first = firstWeekday(i18n.language);
  const order = weekdays.map((_, i) => (first + i) % 7);
  const name = (day: number) => t(`weekday.${weekdays[day]}`);
  form.fields.set('week', {
    label: t('calendars.week'),
    say: value =>
      order
        .map(day => {
          const spans = weekHours(value as Values['week'], day);
          const text = spans.map(one => `${one.opens}–${one.closes}`).join(', ');
          return `${name(day)}: ${text || t('calendars.closed')}`;
        })
        .join('\n'),
  });
  const rowOf = (day: number, spans: Span[]) =>
    spans.map(one => ({ weekday: weekdays[day] as Values['week'][number]['weekday'], ...one }));
  function set(day: number, spans: Span[]) {
    const others = week.filter(one => one.weekday !== weekdays[day]);
    form.change({ week: [...others, ...rowOf(day, spans)] });
  }
  function copyToOpen(day: number) {
    const spans = weekHours(week, day);
    const open = order.filter(one => weekHours(week, one).length > 0);
    form.change({ week: open.flatMap(one => rowOf(one, spans)) });
  }
  function errorOf(day: number, i: number) {
    const span = weekHours(week, day)[i];
    const at = week.findIndex(one => one.weekday === weekdays[day] && one.opens === span?.opens);
    for (const part of ['', '.opens', '.closes']) form.paths.add(`week[${at}]${part}`);
    return ['', '.opens', '.closes']
      .map(part => problemOf(form.refusal, `week[${at}]${part}`))
      .find(Boolean);
  }
  const firstOpen = order.find(day => weekHours(week, day).length > 0);
  return (
    <Stack gap={4}>
      {order.map(day => {
        const spans = weekHours(week, day);
        return (
          <Group key={day} gap={4} align="flex-start">
            <Text size="sm" w={92} pt={4} style={{ flex: 'none' }}>
              {name(day)}
            </Text>
            <Group gap="sm" align="flex-start">
              <Spans
                of={name(day)}
                spans={spans}
                set={next => set(day, next)}
                errorOf={i => errorOf(day, i)}
              />
              {day === firstOpen && (
                <Button size="compact-xs" variant="subtle" mt={4} onClick={() => copyToOpen(day)}>
                  {t('calendars.copy')}
                </Button>
              )}
              {spans.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('calendars.closed')}
                </Text>
              )}
            </Group>
          </Group>
        );
      })}
    </Stack>
  );
}
