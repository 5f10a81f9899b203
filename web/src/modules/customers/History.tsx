import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';

/// Who changed her file, and when; the newest first.
export function History({ customer }: { customer: string }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const { data } = useQuery({
    queryKey: ['customer', customer, 'history'],
    queryFn: () =>
      said(api.GET('/customers/{customer}/history', { params: { path: { customer } } })),
  });
  const rows = data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{t('customer.history')}</h3>
      <ul>
        {rows.slice(0, 20).map(row => (
          <li key={row.id}>
            {i18n.exists(`changed.${row.what}`) ? t(`changed.${row.what}`) : t('changed.other')}{' '}
            <Text span size="sm" c="dimmed">
              · <bdi>{row.actor === 'system' ? t('customer.by_itself') : row.actor}</bdi> ·{' '}
              {formats.instant(row.at)}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}
