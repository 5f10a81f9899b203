import { ActionIcon, Group, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRightToLeft } from '~/i18n';
import { localeOf } from '~/i18n/formats';
import { firstWeekday, type Hours, hoursOn, lookOf, plusDays, weekdayOf, weeksOf } from './year';
import classes from './year.module.css';

interface Props {
  hours: Hours;
  open: (date: string) => void;
}

const months = Array.from({ length: 12 }, (_, i) => i);
const today = () => new Date().toLocaleDateString('sv');

function Month(props: Props & { year: number; month: number; focus: string; first: number }) {
  const { hours, open, year, month, focus, first } = props;
  const { t, i18n } = useTranslation();
  const names = useMemo(() => {
    const of = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(localeOf(i18n.language), { ...options, timeZone: 'UTC' });
    const monday = Date.UTC(2024, 0, 1);
    return {
      month: of({ month: 'long' }).format(Date.UTC(year, month, 1)),
      day: of({ weekday: 'long', day: 'numeric', month: 'long' }),
      weekdays: Array.from({ length: 7 }, (_, i) => {
        const at = monday + ((first + i) % 7) * 86_400_000;
        return {
          short: of({ weekday: 'narrow' }).format(at),
          long: of({ weekday: 'long' }).format(at),
        };
      }),
    };
  }, [i18n.language, year, month, first]);
  const spoken = (date: string) => {
    const { spans, exception } = hoursOn(hours, date);
    const open = spans.map(one => `${one.opens}–${one.closes}`).join(', ');
    return [names.day.format(Date.parse(date)), exception?.name, open || t('calendars.closed')]
      .filter(Boolean)
      .join(', ');
  };
  return (
    <table className={classes.month}>
      <caption>{names.month}</caption>
      <thead>
        <tr>
          {names.weekdays.map(one => (
            <th key={one.long} scope="col" abbr={one.long}>
              {one.short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month, first).map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: weeks have no other name
          <tr key={i}>
            {row.map((date, j) => {
              if (!date)
                // biome-ignore lint/suspicious/noArrayIndexKey: gaps have no name
                return <td key={j} />;
              const look = lookOf(hours, date);
              return (
                <td key={date}>
                  <button
                    type="button"
                    className={classes.day}
                    data-look={look}
                    data-date={date}
                    data-today={date === today() || undefined}
                    tabIndex={date === focus ? 0 : -1}
                    aria-label={spoken(date)}
                    title={spoken(date)}
                    onClick={() => open(date)}
                  >
                    {Number(date.slice(8))}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/// A year at a glance. Arrows move from day to day, Enter or a click changes one.
export function YearView({ hours, open }: Props) {
  const { t, i18n } = useTranslation();
  const [year, setYear] = useState(() => new Date().getFullYear());
  const [focus, setFocus] = useState(today);
  const first = firstWeekday(i18n.language);
  const toYear = (next: number) => {
    setYear(next);
    setFocus(next === new Date().getFullYear() ? today() : `${next}-01-01`);
  };
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const from = (event.target as HTMLElement).dataset.date;
    const ahead = isRightToLeft(i18n.language) ? -1 : 1;
    const by = {
      ArrowRight: ahead,
      ArrowLeft: -ahead,
      ArrowDown: 7,
      ArrowUp: -7,
      Home: from ? -((weekdayOf(from) - first + 7) % 7) : 0,
    }[event.key];
    if (!from || by === undefined) return;
    event.preventDefault();
    const next = plusDays(from, by);
    if (!next.startsWith(String(year))) return;
    setFocus(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  }
  return (
    <section aria-label={t('calendars.year', { year: String(year) })}>
      <Group gap="xs" mb="xs">
        <ActionIcon
          variant="default"
          aria-label={t('calendars.year_before')}
          onClick={() => toYear(year - 1)}
        >
          <IconChevronLeft size={16} className="points" aria-hidden />
        </ActionIcon>
        <Text fw={600}>{year}</Text>
        <ActionIcon
          variant="default"
          aria-label={t('calendars.year_after')}
          onClick={() => toYear(year + 1)}
        >
          <IconChevronRight size={16} className="points" aria-hidden />
        </ActionIcon>
        <Group gap="sm" ms="auto" className={classes.legend}>
          {(['closed', 'other', 'extra'] as const).map(look => (
            <span key={look}>
              <b className={classes.day} data-look={look}></b> {t(`calendars.look_${look}`)}
            </span>
          ))}
        </Group>
      </Group>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows between the buttons within */}
      <div className={classes.year} onKeyDown={onKeyDown}>
        {months.map(month => (
          <Month
            key={month}
            hours={hours}
            open={open}
            year={year}
            month={month}
            focus={focus}
            first={first}
          />
        ))}
      </div>
    </section>
  );
}
