import { IconAt } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default {
  path: '/mentions',
  load: () => import('./Mentions'),
  title: 'mentions.title',
  permission: 'cases_read',
  menu: { group: 'work', order: 3, icon: IconAt, keys: 'g m' },
} satisfies Page;
