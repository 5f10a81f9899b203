import type { Page } from '~/app/pages';

export default {
  path: '/new-case',
  load: () => import('./NewCase'),
  title: 'new_case.title',
  permission: 'cases_write',
} satisfies Page;
