import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type Offer = Schemas['RemedyOffer'];
export type Rule = Schemas['RemedyRule'];
export type Limits = Schemas['RemedyLimits'];
export type Budget = Schemas['RemedyBudget'];

export const remedyRules = queryOptions({
  queryKey: ['remedy_rule'],
  queryFn: async () => (await said(api.GET('/remedy-rules'))).items,
});
export const remedyBudgets = queryOptions({
  queryKey: ['remedy_budget'],
  queryFn: async () => (await said(api.GET('/remedy-budgets'))).items,
});
export const remedyLimits = queryOptions({
  queryKey: ['remedy_limit'],
  queryFn: async () => (await said(api.GET('/remedy-limits'))).items,
});
export const productGroups = queryOptions({
  queryKey: ['product_group'],
  queryFn: async () => (await said(api.GET('/product-groups'))).items,
});
