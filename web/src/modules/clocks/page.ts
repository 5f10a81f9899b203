import { IconScale } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default [
  {
    path: '/law',
    load: () => import('./Packs'),
    title: 'law.title',
    permission: 'cases_read',
    menu: { group: 'work', order: 7, icon: IconScale, keys: 'g l' },
  },
  {
    path: '/law/upload',
    load: () => import('./Upload'),
    title: 'law.title',
    permission: 'settings_write',
  },
  {
    path: '/law/$id',
    load: () => import('./PackPage'),
    title: 'law.title',
    permission: 'cases_read',
  },
] satisfies Page[];
