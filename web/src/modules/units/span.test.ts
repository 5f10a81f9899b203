import { describe, expect, test } from 'vitest';
import { barOf, placeOf, shownOf, yearsOf } from './span';

const bar = (from_on: string | null, last_on: string | null) => ({ from_on, last_on });
const picture = {
  on: '2026-11-22',
  terms: [{ bars: [bar('2025-01-01', '2026-12-31'), bar('2025-01-01', null)] }],
} as never;

describe('a term over time', () => {
  const shown = shownOf(picture);

  test('every beginning, end and the day that was asked of lie within', () => {
    for (const day of ['2025-01-01', '2026-12-31', '2026-11-22']) {
      expect(placeOf(shown, day)).toBeGreaterThan(0);
      expect(placeOf(shown, day)).toBeLessThan(100);
    }
  });

  test('a bar reaches through its last day', () => {
    const { start, width } = barOf(shown, bar('2025-01-01', '2026-12-31'));
    expect(start + width).toBeCloseTo(placeOf(shown, '2027-01-01'));
  });

  test('an end that is not known reaches to the edge', () => {
    const { start, width } = barOf(shown, bar('2025-01-01', null));
    expect(start + width).toBe(100);
    expect(barOf(shown, bar(null, null))).toEqual({ start: 0, width: 100 });
  });

  test('at most eight years are named', () => {
    expect(yearsOf(shown)).toEqual(
      [2025, 2026, 2027].filter(y => placeOf(shown, `${y}-01-01`) < 100),
    );
    const long = { from: Date.parse('1990-06-01'), until: Date.parse('2026-06-01') };
    expect(yearsOf(long).length).toBeLessThanOrEqual(8);
  });
});
