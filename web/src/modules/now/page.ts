import { IconActivityHeartbeat } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default [
  {
    path: '/now',
    load: () => import('./Now'),
    title: 'now.title',
    permission: 'reports_read',
    menu: { group: 'lead', order: 1, icon: IconActivityHeartbeat, keys: 'g n' },
  },
  {
    path: '/now/promises',
    load: () => import('./Owed'),
    title: 'now.owed_title',
    permission: 'cases_read',
  },
] satisfies Page[];
