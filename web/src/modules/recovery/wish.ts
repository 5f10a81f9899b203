import { useNavigate, useSearch } from '@tanstack/react-router';
import type { paths } from '~/api/schema';

type Wire = NonNullable<paths['/reports/recoveries']['get']['parameters']['query']>;
const names = ['from_on', 'through_on', 'zone', 'team_id', 'owner_id', 'state', 'by'] as const;
export type Wish = Partial<Record<(typeof names)[number], string>>;

function cleaned(raw: Record<string, unknown>): Wish {
  const wish: Wish = {};
  for (const name of names) if (raw[name]) wish[name] = String(raw[name]);
  return wish;
}

export function useWish(): [Wish, (wish: Wish) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const set = (wish: Wish) =>
    void navigate({ to: '/recovery', search: cleaned(wish) as never, replace: true });
  return [cleaned(search), set];
}

export const asQuery = (wish: Wish, cursor?: string) =>
  ({ ...wish, cursor, limit: 50 }) as unknown as Wire;
