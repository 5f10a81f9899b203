import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { languages } from '~/i18n';
import { Form } from '~/ui/form/Form';
import { AreaField, ByLanguageField, NumberField } from '~/ui/form/fields';
import { useForm } from '~/ui/form/useForm';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { type Settings, settingsQuery } from './queries';

type Values = Omit<Settings, 'version'>;

const valuesOf = ({ version: _, ...rest }: Settings): Values => rest;

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<Values, Settings>({
    place: 'documents',
    start: valuesOf(settings),
    version: settings.version,
    save: (values, version) =>
      said(api.PUT('/documents/settings', { body: { ...values, version } })),
    current: async () => {
      const now = await said(api.GET('/documents/settings'));
      return { values: valuesOf(now), version: now.version };
    },
    done: now => {
      client.setQueryData(settingsQuery.queryKey, now);
      tell(t('form.saved'));
    },
  });
  return (
    <Form form={form}>
      <AreaField
        form={form}
        name="station_contacts"
        label={t('documents.contacts')}
        description={t('documents.contacts_hint')}
        rows={3}
      />
      <ByLanguageField
        form={form}
        name="station_liabilities"
        label={t('documents.liabilities')}
        description={t('documents.liabilities_hint')}
        tags={[...languages]}
        isLong
      />
      <NumberField
        form={form}
        name="kept_years"
        label={t('documents.kept_years')}
        description={t('documents.kept_years_hint')}
        min={1}
        max={50}
      />
    </Form>
  );
}

/// What stands on every document, and how long they are kept.
export default function DocumentSettings() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQuery);
  return (
    <SettingsPage title={t('documents.title')} about={t('documents.settings_about')}>
      <Loaded query={settings}>{now => <SettingsForm key={now.version} settings={now} />}</Loaded>
    </SettingsPage>
  );
}
