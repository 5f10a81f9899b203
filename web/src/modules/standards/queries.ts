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

/// A standard as it is written, without what the server adds.
const written = (standard: Schemas['NewStandard']): Schemas['NewStandard'] => ({
  name: standard.name,
  rank: standard.rank,
  case_kinds: standard.case_kinds,
  channels: standard.channels,
  priorities: standard.priorities,
  teams: standard.teams,
  calendar_id: standard.calendar_id,
  warn_half_percent: standard.warn_half_percent,
  warn_late_percent: standard.warn_late_percent,
  amounts: standard.amounts,
});

/// When a duty that begins then would be due by a standard as it is being written; an empty instant
/// is now.
export const previewQuery = (standard: Schemas['NewStandard'], duty: Duty, at: string) =>
  queryOptions({
    queryKey: ['standard', 'preview', standard, duty, at],
    queryFn: () =>
      said(
        api.POST('/standards/preview', {
          body: { ...written(standard), duty, at: at || undefined },
        }),
      ),
    placeholderData: keepPreviousData,
  });
