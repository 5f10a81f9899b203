import type { Page } from '~/app/pages';

export default {
  path: '/account',
  load: () => import('./Account'),
  title: 'account.title',
} satisfies Page;
