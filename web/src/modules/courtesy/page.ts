import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/templates',
    load: () => import('./templates/Templates'),
    title: 'templates.title',
    permission: 'knowledge_write',
    menu: { group: 'set_up', part: 'words', order: 1 },
  },
  {
    path: '/settings/templates/$id',
    load: () => import('./templates/TemplatePage'),
    title: 'templates.title',
    permission: 'knowledge_write',
  },
  {
    path: '/settings/macros',
    load: () => import('./macros/Macros'),
    title: 'macros.title',
    permission: 'knowledge_write',
    menu: { group: 'set_up', part: 'words', order: 2 },
  },
  {
    path: '/settings/macros/$id',
    load: () => import('./macros/MacroPage'),
    title: 'macros.title',
    permission: 'knowledge_write',
  },
] satisfies Page[];
