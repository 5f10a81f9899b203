// How much time a standard gives, as people say it: "8 working hours" is kept as 480 minutes.
import type { Standard } from './queries';

export type Amount = Standard['amounts'][number];

export const units = [
  'working_hours',
  'working_minutes',
  'working_days',
  'elapsed_hours',
  'elapsed_minutes',
  'calendar_days',
] as const;
export type Unit = (typeof units)[number];

const inHours = (counting: Amount['counting'], count: number) =>
  counting.endsWith('_minutes') && count > 0 && count % 60 === 0;

export function unitOf({ counting, count }: Amount): Unit {
  return inHours(counting, count) ? (counting.replace('_minutes', '_hours') as Unit) : counting;
}
export const numberOf = ({ counting, count }: Amount) =>
  inHours(counting, count) ? count / 60 : count;

export const isDays = (unit: Unit) => unit.endsWith('_days');

/// The same duty, in so many of this unit.
export function amountIn(amount: Amount, unit: Unit, number: number): Amount {
  const { duty } = amount;
  if (unit.endsWith('_hours'))
    return { duty, counting: unit.replace('_hours', '_minutes') as never, count: number * 60 };
  if (!isDays(unit)) return { duty, counting: unit as never, count: number };
  const counting = unit as Amount['counting'];
  const day_end = amount.day_end ?? 'end_of_work';
  const last_day = unit === 'calendar_days' ? (amount.last_day ?? 'as_it_falls') : null;
  return { duty, counting, count: number, day_end, at: amount.at ?? null, last_day };
}
