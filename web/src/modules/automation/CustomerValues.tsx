import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';

/// Customers by the beginning of their names.
export function CustomerValues({
  values,
  set,
}: {
  values: string[];
  set: (values: string[]) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const chosen = useQueries({
    queries: values.map(id => ({
      queryKey: ['customer', id, 'name'],
      queryFn: async () =>
        (await said(api.GET('/customers/{customer}', { params: { path: { customer: id } } })))
          .customer.display_name,
    })),
  });
  const found = useQuery({
    queryKey: ['search', 'customers', q],
    enabled: q.length > 1,
    queryFn: async () =>
      (await said(api.GET('/search/suggest', { params: { query: { q } } }))).items
        .filter(hit => hit.kind === 'customer')
        .map(hit => ({ value: hit.customer_id, label: hit.title.text })),
  });
  const known = values.map((value, i) => ({ value, label: chosen[i]?.data ?? '…' }));
  const offered = (found.data ?? []).filter(one => !values.includes(one.value));
  return (
    <MultiSelect
      style={{ flex: 1, minWidth: 200 }}
      aria-label={t('automation.values')}
      placeholder={values.length === 0 ? t('automation.customer_hint') : undefined}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={q.length > 1 ? t('form.none_found') : undefined}
      data={[...known, ...offered]}
      hidePickedOptions
      value={values}
      onChange={set}
    />
  );
}
