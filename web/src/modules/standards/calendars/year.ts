// What a working calendar says of a day: the week's hours, or an exception's. The same rules as the
// server's, server/calendar/calendar.hpp. Dates are texts, '2026-10-29'; days are counted in UTC, so
// that no summer time moves them.
import type { Schemas } from '~/api/client';

export type Calendar = Schemas['CalendarView'];
export type Exception = Schemas['ExceptionHours'];
export type Span = Schemas['OpenHours'];
export type WeekSpan = Schemas['WeekHours'];
export type Weekday = WeekSpan['weekday'];

export const weekdays: Weekday[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

const dayMs = 86_400_000;
const at = (date: string) => Date.parse(`${date}T00:00:00Z`);
export const plusDays = (date: string, days: number) =>
  new Date(at(date) + days * dayMs).toISOString().slice(0, 10);
/// 0: Monday … 6: Sunday.
export const weekdayOf = (date: string) => (new Date(at(date)).getUTCDay() + 6) % 7;
const lastOf = (one: Exception) => one.through_on ?? one.from_on;
const daysOf = (one: Exception) => Math.round((at(lastOf(one)) - at(one.from_on)) / dayMs) + 1;

export interface Hours {
  week: WeekSpan[];
  exceptions: Exception[];
}

export const weekHours = (week: WeekSpan[], weekday: number): Span[] =>
  week
    .filter(one => one.weekday === weekdays[weekday])
    .map(({ opens, closes }) => ({ opens, closes }))
    .sort((a, b) => a.opens.localeCompare(b.opens));

export interface DayHours {
  spans: Span[];
  exception?: Exception; // whose hours they are; none: the week's
}

/// Where two exceptions meet the shorter wins; of equally long ones the first.
export function hoursOn({ week, exceptions }: Hours, date: string): DayHours {
  const usual = weekHours(week, weekdayOf(date));
  let found: Exception | undefined;
  for (const one of exceptions) {
    if (date < one.from_on || date > lastOf(one)) continue;
    if (one.days === 'open_days' && usual.length === 0) continue;
    if (!found || daysOf(one) < daysOf(found)) found = one;
  }
  return found ? { spans: found.spans, exception: found } : { spans: usual };
}

export type Look = 'open' | 'shut' | 'closed' | 'other' | 'extra';

/// How a day is drawn: open or shut as each week is, closed though the week opens it, open for other
/// hours, open though the week does not.
export function lookOf(hours: Hours, date: string): Look {
  const { spans, exception } = hoursOn(hours, date);
  if (!exception) return spans.length > 0 ? 'open' : 'shut';
  const usual = weekHours(hours.week, weekdayOf(date));
  if (spans.length === 0) return usual.length > 0 ? 'closed' : 'shut';
  if (usual.length === 0) return 'extra';
  return JSON.stringify(spans) === JSON.stringify(usual) ? 'open' : 'other';
}

/// The exceptions with this one in the place of `former`, in the order of their days.
export function withException(all: Exception[], former?: Exception, next?: Exception): Exception[] {
  const rest = all.filter(one => one !== former);
  const list = next ? [...rest, next] : rest;
  return list.sort((a, b) => a.from_on.localeCompare(b.from_on));
}

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/// The first half of a day's working time, to the quarter of an hour: 09:00–18:00 gives 09:00–13:30.
export function halfDay(spans: Span[]): Span[] {
  const lengthOf = (one: Span) => {
    const length = minutes(one.closes) - minutes(one.opens);
    return length > 0 ? length : length + 1440;
  };
  let left = spans.reduce((sum, one) => sum + lengthOf(one), 0) / 2;
  left = Math.round(left / 15) * 15;
  const half: Span[] = [];
  for (const one of spans) {
    if (left <= 0) break;
    const length = Math.min(left, lengthOf(one));
    const end = minutes(one.opens) + length;
    half.push({ opens: one.opens, closes: end === 1440 ? '24:00' : time(end % 1440) });
    left -= length;
  }
  return half;
}

/// The weeks of a month, each of seven dates or gaps; `first` is the weekday a week begins on.
export function weeksOf(year: number, month: number, first: number): (string | null)[][] {
  const start = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const cells: (string | null)[] = Array((weekdayOf(start) - first + 7) % 7).fill(null);
  for (let day = 0; day < length; day++) cells.push(plusDays(start, day));
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(i * 7, i * 7 + 7));
}

/// On which day a week begins for this reader: 0 Monday … 6 Sunday.
export function firstWeekday(language: string): number {
  const locale = new Intl.Locale(language === 'he' ? 'he-IL' : language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  if (language === 'en') return 0; // of no country
  const first = (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay;
  return first ? (first + 6) % 7 : language === 'he' ? 6 : 0;
}
