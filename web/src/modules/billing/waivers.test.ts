import { expect, test } from 'vitest';
import type { Entry } from '~/modules/cases/case/queries';
import type { BillLine, Quote } from './queries';
import { askedAnew, excerptOf, herMessages, isWaivable } from './waivers';

const said = (id: string, direction: string, automatic = false) =>
  ({ at: '2026-11-28T10:00:00Z', interaction: { id, direction, automatic } }) as Entry;

test('only her own words are proof, the newest first', () => {
  const story = [
    said('first', 'inbound'),
    { at: '2026-11-28T10:00:00Z', event: 'case.opened' } as Entry,
    said('ours', 'outbound'),
    said('note', 'internal'),
    said('her machine', 'inbound', true),
    said('last', 'inbound'),
  ];
  expect(herMessages(story).map(one => one.id)).toEqual(['last', 'first']);
});

test('a long message is told by its beginning', () => {
  expect(excerptOf('  Yes,\n please. ')).toBe('Yes, please.');
  expect(excerptOf('ş'.repeat(60))).toBe(`${'ş'.repeat(40)}…`);
});

const line = {
  line: 0,
  component: 'labour',
  part_id: '',
  description: 'Care',
  quantity: '1.5',
  unit_price: '100.00',
  tax_bp: 2000,
  sale_promise_id: 'spr_1',
  waiver_id: '',
} as BillLine;

test('a quote is asked anew with the same lines', () => {
  const quote = {
    version: 3,
    currency: 'TRY',
    valid_until_on: '2026-12-28',
    cause: 'unknown',
    note: '',
    lines: [line],
  } as unknown as Quote;
  expect(askedAnew(quote)).toEqual({
    version: 3,
    currency: 'TRY',
    valid_until_on: '2026-12-28',
    cause: 'unknown',
    note: null,
    lines: [
      {
        component: 'labour',
        part_id: null,
        description: 'Care',
        quantity: '1.5',
        unit_price: '100.00',
        tax_bp: 2000,
      },
    ],
  });
});

test('what a promise stopped can be waived, once', () => {
  expect(isWaivable(line)).toBe(true);
  expect(isWaivable({ ...line, waiver_id: 'wvr_1' })).toBe(false);
  expect(isWaivable({ ...line, sale_promise_id: '' })).toBe(false);
});
