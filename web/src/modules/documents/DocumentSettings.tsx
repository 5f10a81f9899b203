import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { languages } from '~/i18n';
import { Form } from '~/ui/form/Form';
import { AreaField, ByLanguageField, NumberField } from '~/ui/form/fields';
import { useSettingsForm } from '~/ui/form/useSettingsForm';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { booksQuery, type Settings, settingsQuery } from './queries';

type Values = Omit<Settings, 'version' | 'bookkeeping_years'> & { bookkeeping_years: number };

const valuesOf = ({ version: _, bookkeeping_years: years, ...rest }: Settings): Values => ({
  ...rest,
  bookkeeping_years: years ?? 0,
});

/// How long the law wants quotes and invoices kept, and where it says so.
function Books() {
  const { t } = useTranslation();
  const laws = useQuery(booksQuery).data;
  if (!laws) return null;
  return (
    <section aria-label={t('documents.books_law')}>
      <Text size="sm" fw={600}>
        {t('documents.books_law')}
      </Text>
      {laws.length === 0 && <Text size="sm">{t('documents.books_none')}</Text>}
      <ul>
        {laws.map(law => (
          <li key={law.kind}>
            {t(`documents.books_${law.kind === 'quote' ? 'quote' : 'invoice'}`)}: {law.words}
            <Text size="xs" c="dimmed">
              <bdi>{law.act}</bdi>
              {law.quote && (
                <>
                  {' '}
                  · <q dir="auto">{law.quote}</q>
                </>
              )}{' '}
              · <bdi>{law.source}</bdi> · {t(`law_confidence.${law.confidence}`)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const form = useSettingsForm<Values, Settings>({
    place: 'documents',
    settings,
    query: settingsQuery,
    valuesOf,
    save: (values, version) =>
      said(api.PUT('/documents/settings', { body: { ...values, version } })),
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
      <NumberField
        form={form}
        name="bookkeeping_years"
        label={t('documents.bookkeeping_years')}
        description={t('documents.bookkeeping_years_hint')}
        min={0}
        max={50}
      />
      <Books />
    </Form>
  );
}

/// What stands on every document, and how long they are kept.
export default function DocumentSettings() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQuery);
  return (
    <SettingsPage title={t('documents.title')} about={t('documents.settings_about')}>
      <Loaded query={settings}>{now => <SettingsForm settings={now} />}</Loaded>
    </SettingsPage>
  );
}
