import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';
import type { Language } from '~/i18n';

export type Template = Schemas['SalePromiseTemplate'];
export type Terms = Schemas['SalePromiseTerms'];

export const templates = queryOptions({
  queryKey: ['sale_promise_template', 'all'],
  queryFn: async () => (await said(api.GET('/sale-promise-templates'))).items,
});

export const productGroups = queryOptions({
  queryKey: ['product_group', 'all'],
  queryFn: async () => (await said(api.GET('/product-groups'))).items,
});

/// What a template as it is being written would promise with a sale of that day; an empty day is
/// today.
export const previewQuery = (
  names: Record<string, string>,
  promises: Terms[],
  sold_on: string,
  language: Language,
) =>
  queryOptions({
    queryKey: ['sale_promise_template', 'preview', names, promises, sold_on, language],
    queryFn: async () =>
      (
        await said(
          api.POST('/sale-promise-templates/preview', {
            body: {
              names,
              promises,
              sold_on: sold_on || undefined,
              language,
            },
          }),
        )
      ).items,
    placeholderData: keepPreviousData,
    retry: false,
  });
