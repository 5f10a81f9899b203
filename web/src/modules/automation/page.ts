import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/automation',
    load: () => import('./Rules'),
    title: 'automation.title',
    permission: 'automation_write',
    menu: { group: 'set_up', part: 'service', order: 8 },
  },
  {
    path: '/settings/automation/$id',
    load: () => import('./RulePage'),
    title: 'automation.title',
    permission: 'automation_write',
  },
] satisfies Page[];
