import type { Page } from '~/app/pages';

export default {
  path: '/settings/company',
  load: () => import('./CompanyPage'),
  title: 'company.title',
  permission: 'settings_write',
  menu: { group: 'set_up', part: 'company', order: 1 },
} satisfies Page;
