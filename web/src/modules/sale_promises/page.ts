import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/sale-promises',
    load: () => import('./Templates'),
    title: 'sale_templates.title',
    permission: 'coverage_write',
    texts: ['units'],
    menu: { group: 'set_up', part: 'service', order: 4 },
  },
  {
    path: '/settings/sale-promises/$id',
    load: () => import('./TemplatePage'),
    title: 'sale_templates.title',
    permission: 'coverage_write',
    texts: ['units'],
  },
] satisfies Page[];
