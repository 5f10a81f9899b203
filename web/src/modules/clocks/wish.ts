// What the list of open consequences is asked for; it stands in the address.
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { paths } from '~/api/schema';

type Wire = NonNullable<paths['/legal-consequences']['get']['parameters']['query']>;
export const waits = ['decision', 'customer', 'deed'] as const;
export const effects = ['grant', 'owe', 'issue', 'call'] as const;

export interface Wish {
  waits_for?: (typeof waits)[number];
  effect?: (typeof effects)[number];
  overdue?: boolean;
}

/// Of an address that somebody may have written by hand: what is no wish is left out.
export function wishOf(raw: Record<string, unknown>): Wish {
  const wish: Wish = {};
  const waitsFor = waits.find(one => one === raw.waits_for);
  const effect = effects.find(one => one === raw.effect);
  if (waitsFor) wish.waits_for = waitsFor;
  if (effect) wish.effect = effect;
  if (String(raw.overdue) === 'true') wish.overdue = true;
  return wish;
}

export function useWish(): [Wish, (wish: Wish) => void] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const set = (wish: Wish) =>
    void navigate({ to: '/open-law', search: wishOf({ ...wish }) as never, replace: true });
  return [wishOf(search), set];
}

export const asQuery = (wish: Wish, cursor?: string): Wire => ({ ...wish, cursor, limit: 50 });
