// What several pages ask for. A key begins with the noun that the live events speak of.
import { queryOptions } from '@tanstack/react-query';
import { api, said } from './client';

const minutes = (n: number) => n * 60_000;

export const me = queryOptions({
  queryKey: ['me'],
  queryFn: () => said(api.GET('/me')),
  staleTime: minutes(5),
  retry: false,
});
export const company = queryOptions({
  queryKey: ['company'],
  queryFn: () => said(api.GET('/company')),
  staleTime: minutes(30),
});
export const teams = queryOptions({
  queryKey: ['teams'],
  queryFn: async () => (await said(api.GET('/teams'))).items,
  staleTime: minutes(10),
});
export const people = queryOptions({
  queryKey: ['people'],
  queryFn: async () =>
    (await said(api.GET('/staff', { params: { query: { state: 'active', limit: 100 } } }))).items,
  staleTime: minutes(10),
});
export const counts = queryOptions({
  queryKey: ['counts'],
  queryFn: () => said(api.GET('/cases/counts')),
});
export const tags = queryOptions({
  queryKey: ['tags'],
  queryFn: async () => (await said(api.GET('/tags'))).tags,
  staleTime: minutes(10),
});
export const calendars = queryOptions({
  queryKey: ['calendar', 'all'],
  queryFn: async () => (await said(api.GET('/calendars'))).items,
});
export const views = queryOptions({
  queryKey: ['views'],
  queryFn: async () => (await said(api.GET('/views'))).views,
  staleTime: minutes(10),
});
export const macros = queryOptions({
  queryKey: ['macros'],
  queryFn: async () => (await said(api.GET('/macros'))).items,
  staleTime: minutes(10),
});
export const templates = queryOptions({
  queryKey: ['templates'],
  queryFn: async () => (await said(api.GET('/templates'))).items,
  staleTime: minutes(10),
});
/// What the company gives to make good; what is no longer given too.
export const remedyOffers = queryOptions({
  queryKey: ['remedy_offer'],
  queryFn: async () => (await said(api.GET('/remedy-offers'))).items,
  staleTime: minutes(10),
});
