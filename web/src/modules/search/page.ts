import { IconSearch } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default {
  path: '/search',
  load: () => import('./Search'),
  isDaily: true,
  title: 'search.title',
  permission: 'cases_read',
  menu: { group: 'work', order: 3, icon: IconSearch },
} satisfies Page;
