import { expect, test } from 'vitest';
import { bodyOf, valuesOf } from './limits';
import type { Limits } from './queries';

const limits: Limits = {
  role_id: 'rol_1',
  name: 'Agent',
  authority: '500.00',
  currency: 'TRY',
  version: 2,
  kinds: [
    { kind: 'loaner', amount: '0.00', currency: 'TRY' },
    { kind: 'coupon', amount: '80.00', currency: 'EUR' },
  ],
  gives_unasked: false,
  changed_at: null,
  changed_by_name: '',
};

test('a kind that is not named follows the general limit and is not sent', () => {
  const values = valuesOf(limits);
  expect(values.money_how).toBe('general');
  expect(bodyOf(values).map(one => one.kind)).toEqual(['coupon', 'loaner']);
});

test('a limit keeps its own currency; one of nothing is not given without approval', () => {
  const values = valuesOf(limits);
  expect(values.loaner_how).toBe('never');
  expect(bodyOf(values)).toEqual([
    { kind: 'coupon', amount: '80.00', currency: 'EUR' },
    { kind: 'loaner', amount: '0', currency: 'TRY' },
  ]);
});

test('what is set back to the general limit is sent no more', () => {
  const values = { ...valuesOf(limits), coupon_how: 'general' as const };
  expect(bodyOf(values).map(one => one.kind)).toEqual(['loaner']);
});
