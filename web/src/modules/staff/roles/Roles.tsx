import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '~/app/session';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { type Role, roles as rolesQuery, useRoleName } from '../queries';

export default function Roles() {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const roles = useQuery(rolesQuery);
  const nameOf = useRoleName();
  const authorityOf = (role: Role) =>
    Number(role.authority) > 0
      ? new Intl.NumberFormat(i18n.language, { style: 'currency', currency: role.currency }).format(
          Number(role.authority),
        )
      : t('roles.no_authority');
  return (
    <SettingsPage
      title={t('roles.title')}
      about={t('roles.about')}
      add={may('staff_write') ? { to: '/settings/roles/new', label: 'roles.add' } : undefined}
    >
      <Loaded query={roles}>
        {rows => (
          <Rows
            label={t('roles.title')}
            rows={rows}
            idOf={row => row.id}
            to={row => `/settings/roles/${row.id}`}
            columns={[
              { head: t('form.name'), cell: row => <bdi>{nameOf(row)}</bdi> },
              { head: t('roles.authority'), cell: authorityOf },
              {
                head: t('roles.kind'),
                cell: row => t(row.key ? 'roles.built_in' : 'roles.own'),
                isAside: true,
              },
              {
                head: t('roles.two_steps'),
                cell: row =>
                  row.totp_required && (
                    <Badge size="sm" variant="default">
                      {t('roles.required')}
                    </Badge>
                  ),
                isAside: true,
              },
            ]}
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}
