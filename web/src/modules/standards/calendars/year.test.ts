import { expect, test } from 'vitest';
import {
  type Exception,
  firstWeekday,
  halfDay,
  hoursOn,
  lookOf,
  type WeekSpan,
  weekdayOf,
  weeksOf,
  withException,
} from './year';

const nine = { opens: '09:00', closes: '18:00' };
const week: WeekSpan[] = (['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const).map(
  weekday => ({ weekday, ...nine }),
);
const closed = (from_on: string, through_on?: string): Exception => ({
  from_on,
  through_on,
  name: 'closed',
  days: 'every_day',
  spans: [],
});
const summer: Exception = {
  from_on: '2026-07-01',
  through_on: '2026-08-31',
  name: 'summer',
  days: 'open_days',
  spans: [{ opens: '08:00', closes: '14:00' }],
};

test('a_day_without_exception_has_the_weeks_hours', () => {
  expect(hoursOn({ week, exceptions: [] }, '2026-03-02').spans).toEqual([nine]); // a Monday
  expect(hoursOn({ week, exceptions: [] }, '2026-03-01').spans).toEqual([]); // a Sunday
});

test('where_two_exceptions_meet_the_shorter_wins_and_of_equal_ones_the_first', () => {
  const holiday = closed('2026-07-15');
  expect(hoursOn({ week, exceptions: [summer, holiday] }, '2026-07-15').exception).toBe(holiday);
  expect(hoursOn({ week, exceptions: [summer, holiday] }, '2026-07-16').exception).toBe(summer);
  const again = closed('2026-07-15');
  expect(hoursOn({ week, exceptions: [holiday, again] }, '2026-07-15').exception).toBe(holiday);
});

test('hours_of_open_days_open_no_sunday', () => {
  expect(hoursOn({ week, exceptions: [summer] }, '2026-07-05').spans).toEqual([]);
  expect(hoursOn({ week, exceptions: [summer] }, '2026-07-06').spans).toEqual(summer.spans);
});

test.each([
  ['2026-03-02', [], 'open'],
  ['2026-03-01', [], 'shut'],
  ['2026-03-02', [closed('2026-03-02')], 'closed'],
  ['2026-03-01', [closed('2026-03-01')], 'shut'],
  ['2026-03-02', [{ ...closed('2026-03-02'), spans: halfDay([nine]) }], 'other'],
  ['2026-03-07', [{ ...closed('2026-03-07'), spans: [nine] }], 'extra'], // a working Saturday
  ['2026-03-02', [{ ...closed('2026-03-02'), spans: [nine] }], 'open'],
] as [string, Exception[], string][])(
  'a_day_is_drawn_by_what_is_unusual: %s',
  (date, all, look) => {
    expect(lookOf({ week, exceptions: all }, date)).toBe(look);
  },
);

test('half_a_day_is_the_first_half_of_its_working_time', () => {
  expect(halfDay([nine])).toEqual([{ opens: '09:00', closes: '13:30' }]);
  const split = [
    { opens: '09:00', closes: '12:00' },
    { opens: '13:00', closes: '18:00' },
  ];
  expect(halfDay(split)).toEqual([split[0], { opens: '13:00', closes: '14:00' }]);
  expect(halfDay([{ opens: '22:00', closes: '06:00' }])).toEqual([
    { opens: '22:00', closes: '02:00' },
  ]);
  expect(halfDay([{ opens: '16:00', closes: '08:00' }])).toEqual([
    { opens: '16:00', closes: '24:00' },
  ]);
});

test('an_exception_takes_the_place_of_the_one_it_was', () => {
  const first = closed('2026-01-01');
  const second = closed('2026-05-01');
  expect(withException([second], undefined, first)).toEqual([first, second]);
  const moved = closed('2026-06-01');
  expect(withException([first, second], first, moved)).toEqual([second, moved]);
  expect(withException([first, second], first)).toEqual([second]);
});

test.each([
  [2026, 1, 0], // February, weeks from Monday
  [2026, 1, 6], // from Sunday
  [2028, 1, 0], // a leap year
])('every_day_of_a_month_stands_once_under_its_weekday: %i-%i', (year, month, first) => {
  const weeks = weeksOf(year, month, first);
  const days = weeks.flat().filter(day => day !== null);
  expect(new Set(days).size).toBe(new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
  for (const row of weeks) {
    expect(row).toHaveLength(7);
    row.forEach((day, i) => {
      if (day) expect(weekdayOf(day)).toBe((first + i) % 7);
    });
  }
});

test('a_week_begins_on_sunday_in_hebrew_and_on_monday_in_turkish_and_hungarian', () => {
  expect(['he', 'tr', 'hu', 'en'].map(firstWeekday)).toEqual([6, 0, 0, 0]);
});
