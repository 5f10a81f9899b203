import type { Page } from '~/app/pages';

export default {
  path: '/settings/tags',
  load: () => import('./Tags'),
  title: 'tags.title',
  permission: 'knowledge_write',
  menu: { group: 'set_up', part: 'words', order: 4 },
} satisfies Page;
