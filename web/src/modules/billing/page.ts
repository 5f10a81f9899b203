import type { Page } from '~/app/pages';

export default {
  path: '/settings/billing',
  load: () => import('./BillingSettings'),
  title: 'billing.title',
  permission: 'settings_write',
  menu: { group: 'set_up', part: 'company', order: 4 },
} satisfies Page;
