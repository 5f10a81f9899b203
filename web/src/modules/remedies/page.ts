import { IconRubberStamp } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default [
  {
    path: '/approvals',
    load: () => import('./Approvals'),
    title: 'approvals.title',
    permission: 'remedies_approve',
    texts: ['good', 'her_word'],
    menu: { group: 'lead', order: 5, icon: IconRubberStamp, keys: 'g a' },
  },
  {
    path: '/settings/remedies',
    load: () => import('./Remedies'),
    title: 'remedies.title',
    permission: 'standards_write',
    texts: ['good', 'staff'],
    menu: { group: 'set_up', part: 'service', order: 6 },
  },
  {
    path: '/settings/remedies/offers/$id',
    load: () => import('./OfferPage'),
    title: 'remedies.title',
    permission: 'standards_write',
    texts: ['good', 'units'],
  },
  {
    path: '/settings/remedies/rules/$id',
    load: () => import('./RulePage'),
    title: 'remedies.title',
    permission: 'standards_write',
    texts: ['good'],
  },
  {
    path: '/settings/remedies/budgets/$id',
    load: () => import('./BudgetPage'),
    title: 'remedies.title',
    permission: 'standards_write',
    texts: ['good'],
  },
  {
    path: '/settings/remedies/limits/$id',
    load: () => import('./LimitPage'),
    title: 'remedies.title',
    permission: 'staff_write',
    texts: ['good', 'staff'],
  },
] satisfies Page[];
