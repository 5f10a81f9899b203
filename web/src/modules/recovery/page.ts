import { IconHeartBroken } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default {
  path: '/recovery',
  load: () => import('./Recovery'),
  title: 'recovery.title',
  permission: 'reports_read',
  texts: ['now', 'good'],
  menu: { group: 'lead', order: 3, icon: IconHeartBroken, keys: 'g r' },
} satisfies Page;
