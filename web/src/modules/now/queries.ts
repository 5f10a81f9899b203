import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type NowReport = Schemas['NowReport'];
export type TeamNow = NowReport['teams'][number];
export type PersonNow = NowReport['people'][number];
export type Waiting = NowReport['waiting'][number];

/// Anew at each event that says that a promise, a case or a person changed: see app/live.ts.
export const nowReport = queryOptions({
  queryKey: ['promises', 'now'],
  queryFn: () => said(api.GET('/reports/now')),
});
