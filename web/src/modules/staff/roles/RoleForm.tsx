import { Checkbox, Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import type { Permission } from '~/app/pages';
import { useMay } from '~/app/session';
import { Form } from '~/ui/form/Form';
import { SwitchField, TextField } from '~/ui/form/fields';
import type { Form as FormState } from '~/ui/form/useForm';
import { useRowForm } from '~/ui/form/useRowForm';
import type { Role } from '../queries';
import { permissionGroups } from './permissions';

interface Values {
  name: string;
  permissions: Permission[];
  authority: string;
  totp_required: boolean;
}
const valuesOf = (role?: Role): Values => ({
  name: role?.name ?? '',
  permissions: role?.permissions.filter(p => p !== 'self' && p !== 'public') ?? ['cases_read'],
  authority: role?.authority ?? '0',
  totp_required: role?.totp_required ?? false,
});

/// Each permission in words; one that I lack I cannot give.
function Permissions({ form, isFixed }: { form: FormState<Values>; isFixed: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const { permissions } = form.values;
  const say = (value: unknown) => (value as Permission[]).map(p => t(`permission.${p}`)).join('\n');
  form.fields.set('permissions', { label: t('roles.permissions'), say });
  function toggle(permission: Permission) {
    const has = permissions.includes(permission);
    const next = has ? permissions.filter(p => p !== permission) : [...permissions, permission];
    form.change({ permissions: next });
  }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {permissionGroups.map(({ group, permissions: all }) => (
        <Fieldset key={group} legend={t(`permission_group.${group}`)}>
          <Stack gap="xs">
            {all.map(permission => (
              <Checkbox
                key={permission}
                label={t(`permission.${permission}`)}
                checked={permissions.includes(permission)}
                disabled={isFixed || !may(permission)}
                onChange={() => toggle(permission)}
              />
            ))}
          </Stack>
        </Fieldset>
      ))}
    </SimpleGrid>
  );
}

interface Props {
  role?: Role; // none: a new one
  currency: string;
  done: () => void;
}

export function RoleForm({ role, currency, done }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const form = useRowForm<Values, Role>({
    noun: 'role',
    row: role,
    valuesOf,
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/roles', { params, body: { ...values, currency } }));
    },
    change: (row, values, version) => {
      // What a built-in role is called and may is the program's own.
      const { authority, totp_required } = values;
      const own = row.key ? { authority, totp_required } : values;
      const params = { path: { role: row.id } };
      return said(api.PATCH('/roles/{role}', { params, body: { version, ...own, currency } }));
    },
    again: ({ id }) => said(api.GET('/roles/{role}', { params: { path: { role: id } } })),
    done,
  });
  const isFixed = !may('staff_write');
  const isBuiltIn = Boolean(role?.key);
  const fields = (
    <>
      {!isBuiltIn && (
        <TextField form={form} name="name" label={t('form.name')} required disabled={isFixed} />
      )}
      <Permissions form={form} isFixed={isFixed || isBuiltIn} />
      <TextField
        form={form}
        name="authority"
        label={t('roles.authority_in', { currency })}
        description={t('roles.authority_hint')}
        disabled={isFixed}
        isCode
      />
      <SwitchField
        form={form}
        name="totp_required"
        label={t('roles.totp')}
        description={t('roles.totp_hint')}
        disabled={isFixed}
      />
    </>
  );
  return isFixed ? fields : <Form form={form}>{fields}</Form>;
}
