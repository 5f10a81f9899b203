import { IconInbox } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default [
  {
    path: '/queue',
    load: () => import('./queue/Queue'),
    isDaily: true,
    title: 'queue.title',
    permission: 'cases_read',
    menu: { group: 'work', order: 2, icon: IconInbox, keys: 'g q' },
  },
  {
    path: '/case/$id',
    load: () => import('./case/CasePage'),
    isDaily: true,
    title: 'case.title',
    permission: 'cases_read',
  },
] satisfies Page[];
