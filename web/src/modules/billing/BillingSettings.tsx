import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Form } from '~/ui/form/Form';
import { NumberField, SwitchField } from '~/ui/form/fields';
import { useSettingsForm } from '~/ui/form/useSettingsForm';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { type Settings, settingsQuery } from './queries';

type Values = Omit<Settings, 'version'>;

const valuesOf = ({ version: _, ...rest }: Settings): Values => rest;

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const form = useSettingsForm<Values, Settings>({
    place: 'billing',
    settings,
    query: settingsQuery,
    valuesOf,
    save: (values, version) => said(api.PUT('/billing/settings', { body: { ...values, version } })),
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
      <Loaded query={settings}>{now => <SettingsForm settings={now} />}</Loaded>
    </SettingsPage>
  );
}
