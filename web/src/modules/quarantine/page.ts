import { IconMailQuestion } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default {
  path: '/quarantine',
  load: () => import('./Quarantine'),
  title: 'quarantine.title',
  permission: 'quarantine_read',
  menu: { group: 'work', order: 6, icon: IconMailQuestion, keys: 'g k' },
} satisfies Page;
