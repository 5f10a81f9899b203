import { expect, test } from 'vitest';
import { dateText, grainOf, spans, spanUpTo } from './spans';

test('a span ends today and holds both of its ends', () => {
  const today = new Date(2026, 10, 28, 12);
  expect(dateText(today)).toBe('2026-11-28');
  expect(spanUpTo('week', today)).toEqual({ from_on: '2026-11-22', through_on: '2026-11-28' });
  expect(spanUpTo('month', today).from_on).toBe('2026-11-01');
});

test('a longer span is cut more coarsely', () => {
  expect(spans.map(grainOf)).toEqual(['day', 'day', 'week', 'month']);
});
