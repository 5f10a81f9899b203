// The form of one of a list, new or changed: a team, a calendar, a rule.
import { type FetchQueryOptions, useQueryClient } from '@tanstack/react-query';
import { queryClient } from '~/app/query_client';
import { useForm } from './useForm';

interface Row {
  id: string;
  version: number;
}

interface Options<V extends object, R extends Row> {
  noun: string; // what it is one of, as the live events say: 'team'
  row: R | undefined; // none: a new one
  valuesOf: (row?: R) => V;
  add: (values: V, key: string) => Promise<R>;
  change: (row: R, values: V, version: number) => Promise<R>;
  again: (row: R) => Promise<R>; // asks for it as it is by now
  stale?: string[]; // what is asked for anew once it is saved; the noun, if nothing is said
  secrets?: (keyof V)[];
  done: (now: R) => void;
}

/// Of a list that comes as a whole: one of it as it is by now.
export const againIn =
  <R extends Row>(list: FetchQueryOptions<R[], Error, R[], string[]>) =>
  async (row: R): Promise<R> => {
    const all = await queryClient.fetchQuery({ ...list, staleTime: 0 });
    return all.find(one => one.id === row.id) ?? row;
  };

export function useRowForm<V extends object, R extends Row>(options: Options<V, R>) {
  const { noun, row, valuesOf, add, change, again, stale = [noun], secrets, done } = options;
  const client = useQueryClient();
  return useForm<V, R>({
    place: `${noun}.${row?.id ?? 'new'}`,
    start: valuesOf(row),
    version: row?.version,
    secrets,
    save: (values, version, key) => (row ? change(row, values, version) : add(values, key)),
    current:
      row &&
      (async () => {
        const now = await again(row);
        return { values: valuesOf(now), version: now.version };
      }),
    done: now => {
      for (const one of stale) void client.invalidateQueries({ queryKey: [one] });
      done(now);
    },
  });
}
