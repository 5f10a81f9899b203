// A role's limits by kind, as a form holds them: each kind follows the general limit, has an amount
// of its own, or is not given without approval, which is a limit of nothing.
import type { Limits } from './queries';

type Limit = Limits['kinds'][number];
export type Kind = Limit['kind'];

export const limitedKinds = [
  'money',
  'coupon',
  'free_service',
  'loaner',
  'replacement',
  'shipping',
] as const satisfies Kind[];
export const hows = ['general', 'up_to', 'never'] as const;
type How = (typeof hows)[number];
type Limited = (typeof limitedKinds)[number];

export type Values = Record<`${Limited}_how`, How> &
  Record<`${Limited}_amount` | `${Limited}_currency`, string> & { gives_unasked: boolean };

function howOf(limit: Limit | undefined): How {
  if (!limit) return 'general';
  return Number(limit.amount) === 0 ? 'never' : 'up_to';
}

export function valuesOf(limits: Limits): Values {
  const values: Record<string, string | boolean> = { gives_unasked: limits.gives_unasked };
  for (const kind of limitedKinds) {
    const limit = limits.kinds.find(one => one.kind === kind);
    values[`${kind}_how`] = howOf(limit);
    values[`${kind}_amount`] = howOf(limit) === 'up_to' ? (limit?.amount ?? '') : '';
    values[`${kind}_currency`] = limit?.currency ?? limits.currency;
  }
  return values as Values;
}

/// Those that have a limit of their own, in the order of the kinds.
export const bodyOf = (values: Values) =>
  limitedKinds
    .filter(kind => values[`${kind}_how`] !== 'general')
    .map(kind => ({
      kind,
      amount: values[`${kind}_how`] === 'never' ? '0' : values[`${kind}_amount`],
      currency: values[`${kind}_currency`],
    }));
