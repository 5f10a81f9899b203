import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/imports',
    load: () => import('./Imports'),
    title: 'imports.title',
    permission: 'imports_write',
    menu: { group: 'set_up', part: 'programs', order: 8 },
  },
  {
    path: '/settings/imports/$id',
    load: () => import('./ImportPage'),
    title: 'imports.title',
    permission: 'imports_write',
  },
] satisfies Page[];
