import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type Field = Schemas['Field'];
export const targets: Field['target'][] = ['case', 'customer'];

export const fields = queryOptions({
  queryKey: ['field', 'all'],
  queryFn: async () => {
    const each = targets.map(target => said(api.GET('/fields', { params: { query: { target } } })));
    return (await Promise.all(each)).flatMap(page => page.items);
  },
});

/// Its label in this language, else in the first that has one.
export const labelOf = (label: Field['label'], language: string) =>
  label[language] ?? Object.values(label)[0] ?? '';
