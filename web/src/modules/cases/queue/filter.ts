// Which cases the queue shows; kept in the address, so that it can be sent, marked and gone back to.
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { paths } from '~/api/schema';

type Wire = NonNullable<paths['/cases']['get']['parameters']['query']>;
export const names = [
  'team_id',
  'owner',
  'state',
  'kind',
  'channel',
  'priority',
  'language',
  'tag',
  'snoozed',
] as const;
export type FilterName = (typeof names)[number];
export type Filter = Partial<Record<FilterName, string>>;

export function cleaned(raw: Record<string, unknown>): Filter {
  const filter: Filter = {};
  for (const name of names) {
    const value = raw[name];
    if (value !== undefined && value !== null && value !== '') filter[name] = String(value);
  }
  return filter;
}

export const sameFilter = (a: Filter, b: Filter) => names.every(name => a[name] === b[name]);

export const asQuery = (filter: Filter, cursor?: string) =>
  ({ ...filter, cursor, limit: 50 }) as unknown as Wire;

export function useFilter(): [Filter, (filter: Filter) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const set = (filter: Filter) =>
    void navigate({ to: '/queue', search: cleaned(filter) as never, replace: true });
  return [cleaned(search), set];
}
