import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/standards',
    load: () => import('./Standards'),
    title: 'standards.title',
    permission: 'standards_write',
    menu: { group: 'set_up', part: 'service', order: 1 },
  },
  {
    path: '/settings/standards/$id',
    load: () => import('./StandardPage'),
    title: 'standards.title',
    permission: 'standards_write',
  },
  {
    path: '/settings/calendars',
    load: () => import('./calendars/Calendars'),
    title: 'calendars.title',
    permission: 'standards_write',
    menu: { group: 'set_up', part: 'service', order: 2 },
  },
  {
    path: '/settings/calendars/$id',
    load: () => import('./calendars/CalendarPage'),
    title: 'calendars.title',
    permission: 'standards_write',
  },
] satisfies Page[];
