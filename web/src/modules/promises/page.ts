import { IconHeartHandshake } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default {
  path: '/promises',
  load: () => import('./MyPromises'),
  isDaily: true,
  title: 'promises.title',
  permission: 'cases_read',
  menu: { group: 'work', order: 1, icon: IconHeartHandshake, keys: 'g p' },
} satisfies Page;
