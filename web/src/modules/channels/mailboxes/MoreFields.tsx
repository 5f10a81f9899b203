import { SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from '~/i18n';
import {
  AreaField,
  ByLanguageField,
  ChoiceField,
  NumberField,
  SwitchField,
  TextField,
} from '~/ui/form/fields';
import type { Form } from '~/ui/form/useForm';
import type { Values } from './mailbox';

const beginning = '-----BEGIN CERTIFICATE-----';
const ways = ['password', 'oauth2'] as const;

/// What most mailboxes leave as it is.
export function MoreFields({ form, tags }: { form: Form<Values>; tags: Language[] }) {
  const { t } = useTranslation();
  const auths = ways.map(value => ({ value, label: t(`auth.${value}`) }));
  return (
    <Stack>
      <ByLanguageField
        form={form}
        name="display_names"
        label={t('mailboxes.names')}
        description={t('mailboxes.names_hint')}
        tags={tags}
      />
      <SwitchField
        form={form}
        name="import_existing"
        label={t('mailboxes.existing')}
        description={t('mailboxes.existing_hint')}
      />
      <SwitchField
        form={form}
        name="signed_reply_to"
        label={t('mailboxes.signed')}
        description={t('mailboxes.signed_hint')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ChoiceField
          form={form}
          name="imap_auth"
          path="imap.auth"
          label={t('mailboxes.imap_auth')}
          choices={auths}
        />
        <ChoiceField
          form={form}
          name="smtp_auth"
          path="smtp.auth"
          label={t('mailboxes.smtp_auth')}
          choices={auths}
        />
        <TextField form={form} name="imap_folder" label={t('mailboxes.folder')} isCode />
        <TextField
          form={form}
          name="done_folder"
          label={t('mailboxes.done')}
          description={t('mailboxes.done_hint')}
          isCode
        />
        <NumberField
          form={form}
          name="poll_seconds"
          label={t('mailboxes.poll')}
          description={t('mailboxes.poll_hint')}
        />
      </SimpleGrid>
      <AreaField
        form={form}
        name="ca_pem"
        label={t('mailboxes.ca')}
        description={t('mailboxes.ca_hint')}
        placeholder={beginning}
        isCode
      />
    </Stack>
  );
}
