import { IconBarcode } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default [
  {
    path: '/units',
    load: () => import('./Units'),
    title: 'units.title',
    permission: 'goods_read',
    menu: { group: 'work', order: 4, icon: IconBarcode, keys: 'g u' },
  },
  {
    path: '/units/register',
    load: () => import('./Register'),
    title: 'units.register',
    texts: ['her_word'],
    permission: 'units_write',
  },
  {
    path: '/unit/$id',
    load: () => import('./UnitPage'),
    title: 'unit.title',
    texts: ['her_word'],
    permission: 'goods_read',
  },
] satisfies Page[];
