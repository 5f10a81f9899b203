import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { calendars as calendarsQuery, teams as teamsQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import type { Team } from '../queries';

export default function Teams() {
  const { t } = useTranslation();
  const may = useMay();
  const teams = useQuery(teamsQuery);
  const calendars = useQuery(calendarsQuery);
  const calendarOf = (team: Team) =>
    calendars.data?.find(c => (team.calendar_id ? c.id === team.calendar_id : c.is_default))?.name;
  return (
    <SettingsPage
      title={t('teams.title')}
      about={t('teams.about')}
      add={may('staff_write') ? { to: '/settings/teams/new', label: 'teams.add' } : undefined}
    >
      <Loaded query={teams}>
        {rows => (
          <Rows
            label={t('teams.title')}
            rows={rows}
            idOf={row => row.id}
            to={row => `/settings/teams/${row.id}`}
            columns={[
              { head: t('form.name'), cell: row => <bdi>{row.name}</bdi> },
              {
                head: t('teams.calendar'),
                cell: row => <bdi>{calendarOf(row)}</bdi>,
                isAside: true,
              },
              {
                head: t('form.state'),
                cell: row => (
                  <>
                    {row.is_default && (
                      <Badge variant="light" size="sm">
                        {t('form.is_default')}
                      </Badge>
                    )}
                    {row.state === 'archived' && (
                      <Badge variant="default" size="sm">
                        {t('teams.archived')}
                      </Badge>
                    )}
                  </>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}
