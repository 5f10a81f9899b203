import { expect, test } from 'vitest';
import { spanText } from './formats';

test.each([
  ['en', 8_100, '2 hours 15 minutes'],
  ['tr', 8_100, '2 saat 15 dakika'],
  ['hu', 100_000, '1 nap és 3 óra'],
  ['en', 20, '1 minute'],
  ['en', -90_000, '1 day 1 hour'],
  ['en', 3_600, '1 hour'],
  ['he', 90_000, 'יום ושעה'],
  ['he', 7_200, 'שעתיים'],
])('a span is said as in %s: %i s', (language, seconds, words) => {
  expect(spanText(language, seconds)).toBe(words);
});
