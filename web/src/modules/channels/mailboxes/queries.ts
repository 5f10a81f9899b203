import { queryOptions } from '@tanstack/react-query';
import { api, said } from '~/api/client';

export const mailboxes = queryOptions({
  queryKey: ['mailbox', 'all'],
  queryFn: async () => (await said(api.GET('/mailboxes'))).items,
});
export const testOf = (mailbox: string) =>
  said(api.POST('/mailboxes/{mailbox}/test', { params: { path: { mailbox } } }));
