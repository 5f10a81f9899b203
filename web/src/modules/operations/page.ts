import type { Page } from '~/app/pages';

export default {
  path: '/settings/jobs',
  load: () => import('./Jobs'),
  title: 'jobs.title',
  permission: 'operations_read',
  menu: { group: 'set_up', part: 'watch', order: 3 },
} satisfies Page;
