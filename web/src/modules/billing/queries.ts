import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

/// What somebody may do with the bills of a case.
export interface BillRights {
  bill: boolean; // quote, invoice, take payments
  refund: boolean; // credit, pay back
  print: boolean;
}
export type Settings = Schemas['BillingSettings'];
export type Quote = Schemas['QuoteView'];
export type Invoice = Schemas['InvoiceView'];
export type BillLine = Schemas['BillLineView'];
export type CasePromise = Schemas['CaseSalePromise'];
export type Component = BillLine['component'];

export const components: Component[] = ['labour', 'parts', 'travel', 'shipping', 'loaner'];

export const settingsQuery = queryOptions({
  queryKey: ['billing', 'settings'],
  queryFn: () => said(api.GET('/billing/settings')),
});

export const quotesQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'quotes'],
    queryFn: async () =>
      (await said(api.GET('/cases/{case}/quotes', { params: { path: { case: id } } }))).items,
  });

export const invoicesQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'invoices'],
    queryFn: async () =>
      (await said(api.GET('/cases/{case}/invoices', { params: { path: { case: id } } }))).items,
  });

export const promisedQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'sale-promises'],
    queryFn: async () =>
      (await said(api.GET('/cases/{case}/sale-promises', { params: { path: { case: id } } })))
        .items,
  });

/// What she wishes to pay for though it would be free.
export const waiversQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'waivers'],
    queryFn: async () =>
      (await said(api.GET('/cases/{case}/waivers', { params: { path: { case: id } } }))).items,
  });
