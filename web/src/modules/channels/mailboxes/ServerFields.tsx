import { Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChoiceField, NumberField, SecretField, TextField } from '~/ui/form/fields';
import type { Form } from '~/ui/form/useForm';
import type { Values } from './mailbox';

interface Props {
  form: Form<Values>;
  kind: 'imap' | 'smtp';
  has?: boolean; // a password is kept already
}

const securities = ['tls', 'start_tls', 'none'] as const;

/// A server, and who we are there.
export function ServerFields({ form, kind, has }: Props) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <TextField
        form={form}
        name={`${kind}_host`}
        path={`${kind}.host`}
        label={t('mailboxes.host')}
        isCode
      />
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <NumberField
          form={form}
          name={`${kind}_port`}
          path={`${kind}.port`}
          label={t('mailboxes.port')}
        />
        <ChoiceField
          form={form}
          name={`${kind}_security`}
          path={`${kind}.security`}
          label={t('mailboxes.security')}
          choices={securities.map(value => ({ value, label: t(`security.${value}`) }))}
        />
      </Group>
      <TextField
        form={form}
        name={`${kind}_user`}
        path={`${kind}.user`}
        label={t('mailboxes.user')}
        isCode
      />
      <SecretField
        form={form}
        name={`${kind}_secret`}
        path={`${kind}.secret`}
        label={t(
          form.values[`${kind}_auth`] === 'oauth2' ? 'mailboxes.token' : 'mailboxes.password',
        )}
        placeholder={has ? t('mailboxes.password_kept') : undefined}
      />
    </Stack>
  );
}
