// What a role may hold, as people think of it.
import type { Permission } from '~/app/pages';

export const permissionGroups: { group: string; permissions: Permission[] }[] = [
  { group: 'cases', permissions: ['cases_read', 'cases_read_all', 'cases_write', 'cases_bulk'] },
  { group: 'customers', permissions: ['customers_read', 'customers_write', 'customers_erase'] },
  {
    group: 'goods',
    permissions: ['goods_read', 'catalogue_write', 'units_write', 'coverage_write'],
  },
  { group: 'remedies', permissions: ['remedies_grant', 'remedies_approve'] },
  { group: 'bills', permissions: ['bills_write', 'bills_refund'] },
  {
    group: 'house',
    permissions: ['knowledge_write', 'standards_write', 'automation_write', 'settings_write'],
  },
  { group: 'people', permissions: ['staff_read', 'staff_write'] },
  {
    group: 'channels',
    permissions: ['channels_write', 'quarantine_read', 'integrations_write', 'imports_write'],
  },
  { group: 'sight', permissions: ['reports_read', 'audit_read', 'operations_read'] },
];

export const known = permissionGroups.flatMap(one => one.permissions);
