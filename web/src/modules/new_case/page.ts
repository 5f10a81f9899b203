import type { Page } from '~/app/pages';

export default {
  path: '/new-case',
  load: () => import('./NewCase'),
  isDaily: true,
  title: 'new_case.title',
  permission: 'cases_write',
} satisfies Page;
