import { IconChartLine } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default {
  path: '/trends',
  load: () => import('./Trends'),
  title: 'trends.title',
  permission: 'reports_read',
  menu: { group: 'lead', order: 2, icon: IconChartLine, keys: 'g t' },
} satisfies Page;
