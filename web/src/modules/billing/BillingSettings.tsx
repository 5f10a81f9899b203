import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Form } from '~/ui/form/Form';
import { NumberField, SwitchField } from '~/ui/form/fields';
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
    place: 'billing',
    start: valuesOf(settings),
    version: settings.version,
    save: (values, version) => said(api.PUT('/billing/settings', { body: { ...values, version } })),
    current: async () => {
      const now = await said(api.GET('/billing/settings'));
      return { values: valuesOf(now), version: now.version };
    },
    done: now => {
      client.setQueryData(settingsQuery.queryKey, now);
      tell(t('form.saved'));
    },
  });
  return (
    <Form form={form}>
      <SwitchField
        form={form}
        name="own_answers_only"
        label={t('billing.own_answers_only')}
        description={t('billing.own_answers_only_hint')}
      />
      <NumberField
        form={form}
        name="own_cancel_percent"
        label={t('billing.own_cancel_percent')}
        description={t('billing.own_cancel_percent_hint')}
        min={0}
        max={100}
        suffix=" %"
      />
    </Form>
  );
}

/// How quotes are answered, and what is kept of a cancelled sale.
export default function BillingSettings() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQuery);
  return (
    <SettingsPage title={t('billing.title')} about={t('billing.settings_about')}>
      <Loaded query={settings}>{now => <SettingsForm key={now.version} settings={now} />}</Loaded>
    </SettingsPage>
  );
}
