import { IconGavel, IconScale } from '@tabler/icons-react';
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
    path: '/open-law',
    load: () => import('./OpenLaw'),
    title: 'open_law.title',
    permission: 'remedies_approve',
    menu: { group: 'lead', order: 6, icon: IconGavel, keys: 'g o' },
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
