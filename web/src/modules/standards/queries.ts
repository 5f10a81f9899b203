import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type Standard = Schemas['StandardView'];

export const standards = queryOptions({
  queryKey: ['standard', 'all'],
  queryFn: async () => (await said(api.GET('/standards'))).items,
});

export type Duty = Standard['amounts'][number]['duty'];
export const duties: Duty[] = [
  'answer_by',
  'next_answer_by',
  'solve_by',
  'follow_up_by',
  'confirm_by',
  'recovery_answer_by',
];

/// When a duty that begins then would be due by a standard as it is being written; an empty instant
/// is now.
export const previewQuery = (standard: Schemas['NewStandard'], duty: Duty, at: string) =>
  queryOptions({
    queryKey: ['standard', 'preview', standard, duty, at],
    queryFn: () =>
      said(api.POST('/standards/preview', { body: { ...standard, duty, at: at || undefined } })),
    placeholderData: keepPreviousData,
  });
