// What is looked at; kept in the address, so that it can be sent, marked and gone back to.
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { paths } from '~/api/schema';

export type Wire = NonNullable<paths['/reports/trends']['get']['parameters']['query']>;
export const names = [
  'from_on',
  'through_on',
  'grain',
  'by',
  'zone',
  'team_id',
  'channel',
  'kind',
  'country',
] as const;
export type WishName = (typeof names)[number];
export type Wish = Partial<Record<WishName, string>>;

export function cleaned(raw: Record<string, unknown>): Wish {
  const wish: Wish = {};
  for (const name of names) {
    const value = raw[name];
    if (value !== undefined && value !== null && value !== '') wish[name] = String(value);
  }
  return wish;
}

export function useWish(): [Wish, (wish: Wish) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const set = (wish: Wish) =>
    void navigate({ to: '/trends', search: cleaned(wish) as never, replace: true });
  return [cleaned(search), set];
}

export const asQuery = (wish: Wish) => wish as unknown as Wire;

/// Where the browser fetches the same as a file.
export const fileAt = (path: string, wish: Record<string, string | undefined>, format: string) => {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(wish)) if (value) query.set(name, value);
  return `/api/v1/reports/${path}/export?${query}`;
};
