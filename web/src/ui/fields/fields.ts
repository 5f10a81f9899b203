// Custom fields: what this company asks for besides, of cases and of customers.
import { queryOptions } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';

export type Target = 'case' | 'customer';
export type Field = Schemas['Field'];

const staleMs = 600_000;

export const fieldsQuery = (target: Target) =>
  queryOptions({
    queryKey: ['fields', target],
    queryFn: async () => {
      const { items } = await said(api.GET('/fields', { params: { query: { target } } }));
      return items.filter(field => !field.retired_at);
    },
    staleTime: staleMs,
  });

/// A label in the reader's language, or in whichever there is.
export function useLabel(): (label: Record<string, unknown>) => string {
  const { i18n } = useTranslation();
  return label => String(label[i18n.language] ?? label.en ?? Object.values(label)[0] ?? '');
}
