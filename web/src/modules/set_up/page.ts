import type { Page } from '~/app/pages';

export default {
  path: '/settings',
  load: () => import('./Settings'),
  title: 'menu.set_up',
} satisfies Page;
