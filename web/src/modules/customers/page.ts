import type { Page } from '~/app/pages';

export default {
  path: '/customer/$id',
  load: () => import('./CustomerPage'),
  title: 'customer.title',
  permission: 'customers_read',
  texts: ['units'],
} satisfies Page;
