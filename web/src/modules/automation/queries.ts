import { queryOptions } from '@tanstack/react-query';
import { api, said } from '~/api/client';

export const rules = queryOptions({
  queryKey: ['rule', 'all'],
  queryFn: async () => (await said(api.GET('/automation/rules'))).items,
});
export const ruleQuery = (id: string) =>
  queryOptions({
    queryKey: ['rule', id],
    queryFn: () => said(api.GET('/automation/rules/{rule}', { params: { path: { rule: id } } })),
  });
export const caseFields = queryOptions({
  queryKey: ['field', 'case'],
  queryFn: async () =>
    (await said(api.GET('/fields', { params: { query: { target: 'case' } } }))).items.filter(
      field => !field.retired_at,
    ),
});
