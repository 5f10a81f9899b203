import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/coverage',
    load: () => import('./Templates'),
    title: 'coverage_templates.title',
    permission: 'coverage_write',
    texts: ['units', 'sale_promises'],
    menu: { group: 'set_up', part: 'service', order: 5 },
  },
  {
    path: '/settings/coverage/$id',
    load: () => import('./TemplatePage'),
    title: 'coverage_templates.title',
    permission: 'coverage_write',
    texts: ['units', 'sale_promises'],
  },
] satisfies Page[];
