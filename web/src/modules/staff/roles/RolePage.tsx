import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { type Role, useRoleName } from '../queries';
import { RoleForm } from './RoleForm';

export default function RolePage() {
  const { t } = useTranslation();
  const may = useMay();
  const nameOf = useRoleName();
  const company = useQuery(companyQuery);
  const { id, isNew, back, savedAndBack } = useOneOf('/settings/roles');
  const params = { path: { role: id } };
  const role = useQuery({
    queryKey: ['role', id],
    queryFn: () => said(api.GET('/roles/{role}', { params })),
    enabled: !isNew,
  });
  const form = (row?: Role) => (
    <Loaded query={company}>
      {({ currency }) => (
        <RoleForm key={row?.id} role={row} currency={currency} done={savedAndBack} />
      )}
    </Loaded>
  );
  const canRemove = role.data && !role.data.key && may('staff_write');
  return (
    <SettingsPage
      title={isNew ? t('roles.add') : role.data ? nameOf(role.data) : ''}
      up={{ to: '/settings/roles', label: t('roles.title') }}
    >
      {role.data?.key === 'administrator' && <Text size="sm">{t('roles.administrator')}</Text>}
      {isNew ? form() : <Loaded query={role}>{row => form(row)}</Loaded>}
      {canRemove && (
        <div>
          <ConfirmButton
            label={t('form.remove')}
            explain={t('roles.remove_explain', { name: role.data.name })}
            act={() => {
              const query = { version: role.data.version };
              return said(api.DELETE('/roles/{role}', { params: { ...params, query } }));
            }}
            done={back}
            stale={['role']}
            isGrave
          />
        </div>
      )}
    </SettingsPage>
  );
}
