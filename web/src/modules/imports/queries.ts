import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type Import = Schemas['Import'];
export type Settings = Schemas['ImportSettings'];
export type Target = Import['target'];
export type RowOutcome = Schemas['ImportedRow']['outcome'];

export const targets: Target[] = ['customers', 'cases', 'products', 'units'];
/// Goods are told apart by their numbers, so that none comes in twice.
export const isOfGoods = (one: Import) => one.target === 'products' || one.target === 'units';
export const encodings: Settings['encoding'][] = [
  'utf8',
  'utf16',
  'windows1254',
  'windows1250',
  'windows1255',
];
export const delimiters: Settings['delimiter'][] = ['comma', 'semicolon', 'tab'];
export const onDuplicates: Settings['on_duplicate'][] = ['skip', 'update', 'create'];
export const dateOrders: Settings['date_order'][] = ['dmy', 'mdy'];

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: () => said(api.GET('/imports/{import}', { params: { path: { import: id } } })),
  });
export const meaningsQuery = (target: Target) =>
  queryOptions({
    queryKey: ['meanings', target],
    queryFn: async () =>
      (await said(api.GET('/imports/meanings', { params: { query: { target } } }))).meanings,
  });
export const customFields = (target: 'customer' | 'case') =>
  queryOptions({
    queryKey: ['field', target, 'all'],
    queryFn: async () => (await said(api.GET('/fields', { params: { query: { target } } }))).items,
  });

export const upload = (target: Target, file: File) =>
  said<Import>(
    api.POST('/imports', {
      params: { query: { target, name: file.name } },
      body: file as never,
      bodySerializer: body => body,
      headers: { 'Content-Type': 'text/csv' },
    }) as never,
  );
