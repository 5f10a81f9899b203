import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings',
    load: () => import('./Settings'),
    title: 'menu.set_up',
  },
  {
    path: '/settings/set-up',
    load: () => import('./SetUp'),
    title: 'set_up.title',
    permission: 'settings_write',
    texts: ['company', 'standards', 'channels', 'staff'],
    menu: { group: 'set_up', part: 'company', order: 0 },
  },
] satisfies Page[];
