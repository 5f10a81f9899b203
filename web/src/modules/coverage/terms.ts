// A template of coverage as a form holds it, and as the wire wants it. What the form does not show
// of a line stays as it was.
import { type AppliesValues, appliesOf, bodyOfApplies, some } from '~/modules/sale_promises/terms';
import type { Line, Template } from './queries';

export interface Item {
  component: string;
  percent: number | null;
  payer: string;
  start: string;
  months: number | null;
  meter: string; // the first limit of use; empty: none
  limit: number | null;
  ends: string;
  max_visits: number | null;
  included_groups: string[];
  excluded_groups: string[];
  excluded_causes: string[];
  extended_by_repair: boolean;
  transferable: boolean;
  consumers_only: boolean;
  rest: Partial<Line>; // as another program wrote it
}

export interface Values extends AppliesValues {
  names: Record<string, string>;
  source: string;
  currency: string;
  lines: Item[];
}

export const itemOfLine = (line: Partial<Line>): Item => ({
  component: line.component ?? 'parts',
  percent: line.percent ?? 100,
  payer: line.payer ?? 'manufacturer',
  start: line.start ?? 'delivery',
  months: line.months ?? null,
  meter: line.usage?.[0]?.meter ?? '',
  limit: line.usage?.[0]?.amount ?? null,
  ends: line.ends ?? 'at_any',
  max_visits: line.max_visits ?? null,
  included_groups: line.included_groups ?? [],
  excluded_groups: line.excluded_groups ?? [],
  excluded_causes: line.excluded_causes ?? [],
  extended_by_repair: line.extended_by_repair ?? false,
  transferable: line.transferable ?? true,
  consumers_only: line.consumers_only ?? false,
  rest: line,
});

export const firstItem = itemOfLine({ months: 24, excluded_causes: ['misuse', 'accident'] });

function usageOf({ meter, limit, rest }: Item) {
  const more = (rest.usage ?? []).slice(1);
  const name = meter.trim();
  return some(name ? [{ meter: name, amount: limit ?? 0 }, ...more] : more);
}

export function lineOf(item: Item): Line {
  const usage = usageOf(item);
  const isParts = item.component === 'parts';
  return {
    ...item.rest,
    component: item.component,
    percent: item.percent ?? 0,
    payer: item.payer,
    start: item.start,
    months: item.months,
    usage,
    ends: usage && item.months ? item.ends : (item.rest.ends ?? null),
    max_visits: item.max_visits,
    included_groups: isParts ? some(item.included_groups) : null,
    excluded_groups: isParts ? some(item.excluded_groups) : null,
    excluded_causes: some(item.excluded_causes),
    extended_by_repair: item.extended_by_repair,
    transferable: item.transferable,
    consumers_only: item.consumers_only,
  } as Line;
}

export const valuesOf = (template?: Template): Values => ({
  ...appliesOf(template),
  names: (template?.names ?? {}) as Record<string, string>,
  source: template?.source ?? 'manufacturer',
  currency: template?.currency ?? '',
  lines: (template?.lines ?? []).map(itemOfLine),
});

export const bodyOf = (values: Values) => ({
  names: values.names,
  source: values.source as Template['source'],
  ...(values.currency && { currency: values.currency }),
  ...bodyOfApplies(values),
  lines: values.lines.map(lineOf),
});
