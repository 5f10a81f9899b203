import { expect, test } from 'vitest';
import { formatsOf, shortSpanText, spanText } from './formats';

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

test.each([
  ['en-GB', 8_100, '2 hrs 15 mins'],
  ['tr', 8_100, '2 sa. 15 dk.'],
  ['hu', 7_200, '2 ó'],
  ['en', 86_400 + 120, '1 day'],
  ['he', 480, '8 דק׳'],
])('where there is little room a span is said short as in %s: %i s', (language, seconds, words) => {
  expect(shortSpanText(language, seconds)).toBe(words);
});

test('what is due when a day is over is due on that day', () => {
  const en = formatsOf('en');
  expect(en.fullDue(new Date(2031, 11, 23, 0, 0).toISOString())).toBe('Monday, 22 December 2031');
  expect(en.due(new Date(2031, 11, 1, 0, 0).toISOString())).toBe('30 Nov 2031');
  expect(en.due(new Date(2031, 11, 1, 9, 5).toISOString())).toBe('1 Dec 2031 09:05');
});

test('a file that holds something is never said to be empty', () => {
  const en = formatsOf('en');
  expect([0, 300, 1_600, 2_500_000].map(en.size)).toEqual(['0 kB', '1 kB', '2 kB', '2.5 MB']);
});
