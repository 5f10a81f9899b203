import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/mailboxes',
    load: () => import('./mailboxes/Mailboxes'),
    title: 'mailboxes.title',
    permission: 'channels_write',
    menu: { group: 'set_up', part: 'mail', order: 1 },
  },
  {
    path: '/settings/mailboxes/$id',
    load: () => import('./mailboxes/MailboxPage'),
    title: 'mailboxes.title',
    permission: 'channels_write',
  },
  {
    path: '/settings/outgoing',
    load: () => import('./mail/Outgoing'),
    title: 'outgoing.title',
    permission: 'operations_read',
    menu: { group: 'set_up', part: 'watch', order: 1 },
  },
] satisfies Page[];
