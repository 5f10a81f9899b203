import { IconMoodSmile } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default {
  path: '/ratings',
  load: () => import('./Ratings'),
  title: 'ratings.title',
  permission: 'reports_read',
  texts: ['now'],
  menu: { group: 'lead', order: 4, icon: IconMoodSmile, keys: 'g s' },
} satisfies Page;
