import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type DocumentView = Schemas['DocumentView'];
export type DocumentForm = Schemas['DocumentForm'];
export type Field = Schemas['FieldView'];
export type Kind = DocumentView['kind'];
export type NewDocument = Schemas['NewDocument'];
export type Preview = Schemas['DocumentPreview'];
export type Settings = Schemas['DocumentSettings'];

/// What documents are made of: a case, or a unit alone. One set of pages serves both.
export interface About {
  of: 'case' | 'unit';
  id: string;
}

export const documentsQuery = ({ of, id }: About) =>
  queryOptions({
    queryKey: ['documents', of, id],
    queryFn: async () =>
      (of === 'case'
        ? await said(api.GET('/cases/{case}/documents', { params: { path: { case: id } } }))
        : await said(api.GET('/units/{unit}/documents', { params: { path: { unit: id } } }))
      ).items,
  });

export const kindsQuery = (of: About['of']) =>
  queryOptions({
    queryKey: ['documents', 'kinds', of],
    queryFn: async () =>
      (
        await said(
          api.GET('/documents/kinds', {
            params: { query: of === 'unit' ? { of_unit: true } : {} },
          }),
        )
      ).kinds,
  });

/// Filled with what is known now, so it is asked for anew each time it is opened.
export const formQuery = ({ of, id }: About, kind: Kind, replaces?: string) =>
  queryOptions({
    queryKey: ['documents', of, id, 'form', kind, replaces],
    staleTime: 0,
    gcTime: 0,
    queryFn: () => {
      const query = { kind, ...(replaces && { replaces }) };
      return of === 'case'
        ? said(api.GET('/cases/{case}/documents/form', { params: { path: { case: id }, query } }))
        : said(api.GET('/units/{unit}/documents/form', { params: { path: { unit: id }, query } }));
    },
  });

export const previewOf = ({ of, id }: About, body: NewDocument) =>
  of === 'case'
    ? said(api.POST('/cases/{case}/documents/preview', { params: { path: { case: id } }, body }))
    : said(api.POST('/units/{unit}/documents/preview', { params: { path: { unit: id } }, body }));

export const makeOf = ({ of, id }: About, body: NewDocument, key: string) => {
  const header = { 'Idempotency-Key': key };
  return of === 'case'
    ? said(api.POST('/cases/{case}/documents', { params: { path: { case: id }, header }, body }))
    : said(api.POST('/units/{unit}/documents', { params: { path: { unit: id }, header }, body }));
};

export const settingsQuery = queryOptions({
  queryKey: ['documents', 'settings'],
  queryFn: () => said(api.GET('/documents/settings')),
});

export type Signer = DocumentView['signatures'][number]['who'];

export const pictureOf = (document: string, signature: string) =>
  `/api/v1/documents/${document}/signatures/${signature}`;

export const pdfOf = (id: string) => `/api/v1/documents/${id}/pdf`;

export const booksQuery = queryOptions({
  queryKey: ['documents', 'bookkeeping'],
  queryFn: async () => (await said(api.GET('/documents/bookkeeping'))).items,
});
