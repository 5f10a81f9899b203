// The form of what a company has one of: how it bills, how it asks its customers.
import { type FetchQueryOptions, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tell } from '~/ui/notify';
import { useForm } from './useForm';

interface Options<V extends object, S> {
  place: string; // what is edited: 'billing'
  settings: S; // as they are shown
  query: FetchQueryOptions<S, Error, S, string[]> & { queryKey: string[] };
  valuesOf: (settings: S) => V;
  save: (values: V, version: number) => Promise<S>;
}

export function useSettingsForm<V extends object, S extends { version: number }>({
  place,
  settings,
  query,
  valuesOf,
  save,
}: Options<V, S>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useForm<V, S>({
    place,
    start: valuesOf(settings),
    version: settings.version,
    save,
    current: async () => {
      const now = await client.fetchQuery({ ...query, staleTime: 0 });
      return { values: valuesOf(now), version: now.version };
    },
    done: now => {
      client.setQueryData<S>(query.queryKey, now);
      tell(t('form.saved'));
    },
  });
}
