import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/fields',
    load: () => import('./Fields'),
    title: 'fields.title',
    permission: 'settings_write',
    menu: { group: 'set_up', part: 'words', order: 3 },
  },
  {
    path: '/settings/fields/$id',
    load: () => import('./FieldPage'),
    title: 'fields.title',
    permission: 'settings_write',
  },
] satisfies Page[];
