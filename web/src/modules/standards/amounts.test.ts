import { expect, test } from 'vitest';
import { type Amount, amountIn, numberOf, unitOf } from './amounts';

const minutes = (count: number): Amount => ({
  duty: 'answer_by',
  counting: 'working_minutes',
  count,
});

test.each([
  [480, 'working_hours', 8],
  [90, 'working_minutes', 90],
  [60, 'working_hours', 1],
])('%i working minutes are said as %s: %i', (count, unit, number) => {
  expect([unitOf(minutes(count)), numberOf(minutes(count))]).toEqual([unit, number]);
});

test('hours_are_kept_as_minutes_and_days_with_their_end', () => {
  expect(amountIn(minutes(30), 'working_hours', 4)).toEqual(minutes(240));
  expect(amountIn(minutes(30), 'elapsed_hours', 2)).toMatchObject({
    counting: 'elapsed_minutes',
    count: 120,
  });
  expect(amountIn(minutes(30), 'working_days', 2)).toMatchObject({
    count: 2,
    day_end: 'end_of_work',
    last_day: null,
  });
  expect(amountIn(minutes(30), 'calendar_days', 7)).toMatchObject({ last_day: 'as_it_falls' });
});

test('what_is_not_of_days_carries_nothing_of_days', () => {
  const days = amountIn(minutes(30), 'working_days', 2);
  expect(amountIn(days, 'working_minutes', 45)).toEqual(minutes(45));
});
