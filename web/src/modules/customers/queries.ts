import { queryOptions } from '@tanstack/react-query';
import { api, said } from '~/api/client';

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: () => said(api.GET('/customers/{customer}', { params: { path: { customer: id } } })),
  });

/// Hers, newest first.
export const casesOfQuery = (customer: string) =>
  queryOptions({
    queryKey: ['cases', 'of', customer],
    queryFn: async () => {
      const query = { customer_id: customer, limit: 20 };
      return (await said(api.GET('/cases', { params: { query } }))).items;
    },
  });

/// What we promised her on all her cases.
export const promisesToQuery = (customer: string) =>
  queryOptions({
    queryKey: ['customer', customer, 'promises'],
    queryFn: () =>
      said(api.GET('/customers/{customer}/promises', { params: { path: { customer } } })),
  });
