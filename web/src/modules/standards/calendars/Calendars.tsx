import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { calendars as calendarsQuery, company as companyQuery } from '~/api/queries';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';

export default function Calendars() {
  const { t } = useTranslation();
  const calendars = useQuery(calendarsQuery);
  const company = useQuery(companyQuery);
  return (
    <SettingsPage
      title={t('calendars.title')}
      about={t('calendars.about')}
      add={{ to: '/settings/calendars/new', label: 'calendars.add' }}
    >
      <Loaded query={calendars}>
        {rows => (
          <Rows
            label={t('calendars.title')}
            rows={rows}
            idOf={row => row.id}
            to={row => `/settings/calendars/${row.id}`}
            columns={[
              { head: t('form.name'), cell: row => <bdi>{row.name}</bdi> },
              {
                head: t('calendars.zone'),
                cell: row => <bdi dir="ltr">{row.zone ?? company.data?.zone}</bdi>,
                isAside: true,
              },
              {
                head: t('calendars.exceptions'),
                cell: row => t('calendars.count', { count: row.exceptions.length }),
                isAside: true,
              },
              {
                head: t('form.state'),
                cell: row =>
                  row.is_default && (
                    <Badge variant="light" size="sm">
                      {t('form.is_default')}
                    </Badge>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}
