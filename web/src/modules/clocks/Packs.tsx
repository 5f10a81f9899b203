import { Badge, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { type Pack, packs as packsQuery } from './queries';
import { useCountry } from './useCountry';

/// Who takes it upon herself, or that nobody does.
export function Approval({ pack }: { pack: Pack }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (!pack.approved_at) return t('law.advises');
  return t('law.approved_by', {
    name: pack.approved_by_name,
    day: formats.day(pack.approved_at),
  });
}

/// The law that clocks are counted by: a pack a country, each version kept.
export default function Packs() {
  const { t } = useTranslation();
  const country = useCountry();
  const may = useMay();
  const packs = useQuery(packsQuery);
  return (
    <SettingsPage
      title={t('law.title')}
      about={t('law.about')}
      add={may('settings_write') ? { to: '/law/upload', label: 'law_upload.title' } : undefined}
      isWide
    >
      <Loaded query={packs}>
        {rows => (
          <Rows
            label={t('law.title')}
            rows={rows}
            idOf={row => row.id}
            to={row => `/law/${row.id}`}
            columns={[
              { head: t('law.country'), cell: row => country(row.code) },
              {
                head: t('law.version'),
                cell: row => (
                  <Group gap="xs">
                    <bdi dir="ltr">{row.pack_version}</bdi>
                    {row.in_use && <Badge variant="light">{t('law.in_use')}</Badge>}
                  </Group>
                ),
              },
              { head: t('law.approval'), cell: row => <Approval pack={row} /> },
              {
                head: t('law.origin'),
                cell: row => t(`law_origin.${row.origin}`),
                isAside: true,
              },
            ]}
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}
