import type { Page } from '~/app/pages';

export default {
  path: '/settings/routing',
  load: () => import('./Routing'),
  title: 'routing.title',
  permission: 'standards_write',
  menu: { group: 'set_up', part: 'service', order: 3 },
} satisfies Page;
