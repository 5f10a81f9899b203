import { expect, test } from 'vitest';
import { type House, isDone, nextStep } from './steps';

const empty = {
  company: { public_url: '' },
  calendar: { version: 1 },
  mailboxes: [],
  team: { version: 1 },
  people: [{}],
} as unknown as House;

test('an_empty_house_begins_with_the_company_and_goes_on_where_it_was_left', () => {
  expect(nextStep(empty, [])).toBe('company');
  const named = { ...empty, company: { public_url: 'https://ege.example' } } as House;
  expect(nextStep(named, [])).toBe('calendar');
  expect(nextStep(named, ['calendar'])).toBe('mailbox');
});

test('what_was_put_off_is_not_done', () => {
  expect(nextStep(empty, ['company', 'calendar', 'mailbox', 'team', 'people'])).toBeUndefined();
  expect(isDone(empty, 'mailbox')).toBe(false);
});
