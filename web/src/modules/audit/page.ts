import type { Page } from '~/app/pages';

export default {
  path: '/settings/audit',
  load: () => import('./Audit'),
  title: 'audit.title',
  permission: 'audit_read',
  menu: { group: 'set_up', part: 'watch', order: 4 },
} satisfies Page;
