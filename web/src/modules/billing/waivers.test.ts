import { expect, test } from 'vitest';
import type { BillLine, Quote } from './queries';
import { askedAnew, isWaivable } from './waivers';

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
