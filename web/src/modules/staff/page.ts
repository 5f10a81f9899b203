import type { Page } from '~/app/pages';

export default [
  {
    path: '/settings/people',
    load: () => import('./people/People'),
    title: 'people.title',
    permission: 'staff_read',
    menu: { group: 'set_up', part: 'people', order: 1 },
  },
  {
    path: '/settings/people/$id',
    load: () => import('./people/PersonPage'),
    title: 'people.title',
    permission: 'staff_read',
  },
  {
    path: '/settings/teams',
    load: () => import('./teams/Teams'),
    title: 'teams.title',
    permission: 'staff_read',
    menu: { group: 'set_up', part: 'people', order: 2 },
  },
  {
    path: '/settings/teams/$id',
    load: () => import('./teams/TeamPage'),
    title: 'teams.title',
    permission: 'staff_read',
  },
  {
    path: '/settings/roles',
    load: () => import('./roles/Roles'),
    title: 'roles.title',
    permission: 'staff_read',
    menu: { group: 'set_up', part: 'people', order: 3 },
  },
  {
    path: '/settings/roles/$id',
    load: () => import('./roles/RolePage'),
    title: 'roles.title',
    permission: 'staff_read',
  },
  {
    path: '/settings/tokens',
    load: () => import('./tokens/Tokens'),
    title: 'tokens.title',
    permission: 'integrations_write',
    menu: { group: 'set_up', part: 'programs', order: 1 },
  },
] satisfies Page[];
