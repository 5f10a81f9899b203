import { expect, test } from 'vitest';
import { pictures, type Report, rowsOf } from './measures';

const none = {
  opened: 0,
  answered: 0,
  kept: 0,
  broken: 0,
  closed: 0,
  reopened: 0,
  satisfied: 0,
  asked: 0,
  rated: 0,
  content: 0,
};
const point = (from_on: string, group: string, more: object) =>
  ({ ...none, from_on, through_on: from_on, group, ...more }) as Report['points'][number];
const report = (by: Report['by'], points: Report['points']): Report => ({
  by,
  points,
  starts: ['2026-11-01', '2026-11-02', '2026-11-03'],
  groups: [],
  total: none as Report['total'],
  from_on: '2026-11-01',
  through_on: '2026-11-02',
  grain: 'day',
  zone: 'Europe/Istanbul',
});
const times = pictures.find(one => one.title === 'trends.answer_times');

test('times are drawn in hours, and a day without any is a gap, not a zero', () => {
  if (!times) throw new Error('no picture of answer times');
  const rows = rowsOf(
    report('all', [
      point('2026-11-01', '', { answer_working_median_seconds: 5_400 }),
      point('2026-11-02', '', { opened: 1 }),
    ]),
    times,
  );
  expect(rows.map(row => row.answer_working_median_seconds)).toEqual([1.5, null, undefined]);
});

test('short times are drawn in minutes', () => {
  if (!times) throw new Error('no picture of answer times');
  const answered = point('2026-11-01', '', {
    answer_working_median_seconds: 90,
    answer_p90_seconds: 3_000,
  });
  const [row] = rowsOf(report('all', [answered]), times);
  expect(row?.answer_working_median_seconds).toBe(1.5);
  expect(row?.answer_p90_seconds).toBe(50);
});

test('with groups there is a line a group', () => {
  if (!times) throw new Error('no picture of answer times');
  const rows = rowsOf(
    report('channel', [
      point('2026-11-01', 'email', { answer_working_median_seconds: 3_600 }),
      point('2026-11-01', 'phone', { answer_working_median_seconds: 7_200 }),
    ]),
    times,
  );
  expect(rows[0]).toEqual({ day: '2026-11-01', email: 1, phone: 2 });
  expect(rows).toHaveLength(3);
});
