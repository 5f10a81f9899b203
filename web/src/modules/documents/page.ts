import { IconSignature } from '@tabler/icons-react';
import type { Page } from '~/app/pages';

export default [
  {
    path: '/documents/case/$id',
    load: () => import('./CaseDocuments'),
    title: 'documents.title',
    permission: 'cases_read',
  },
  {
    path: '/documents/unit/$id',
    load: () => import('./UnitDocuments'),
    title: 'documents.title',
    permission: 'customers_read',
  },
  {
    path: '/unsigned',
    load: () => import('./Unsigned'),
    title: 'documents.unsigned',
    permission: 'cases_read',
    menu: { group: 'work', order: 8, icon: IconSignature },
  },
  {
    path: '/settings/documents',
    load: () => import('./DocumentSettings'),
    title: 'documents.title',
    permission: 'settings_write',
    menu: { group: 'set_up', part: 'company', order: 3 },
  },
] satisfies Page[];
