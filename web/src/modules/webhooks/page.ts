import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/webhooks',
    load: () => import('./Webhooks'),
    title: 'webhooks.title',
    permission: 'integrations_write',
    menu: { group: 'set_up', part: 'programs', order: 2 },
  },
  {
    path: '/settings/webhooks/$id',
    load: () => import('./WebhookPage'),
    title: 'webhooks.title',
    permission: 'integrations_write',
  },
] satisfies Page[];
