import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import type { Team } from '../queries';
import { Members } from './Members';
import { TeamActions } from './TeamActions';
import { TeamForm } from './TeamForm';

export default function TeamPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, isNew, savedAndStay } = useOneOf('/settings/teams');
  const key = ['team', id];
  const team = useQuery({
    queryKey: key,
    queryFn: () => said(api.GET('/teams/{team}', { params: { path: { team: id } } })),
    enabled: !isNew,
  });
  function done(now: Team) {
    client.setQueryData(['team', now.id], now);
    savedAndStay(now);
  }
  return (
    <SettingsPage
      title={isNew ? t('teams.add') : (team.data?.name ?? '')}
      up={{ to: '/settings/teams', label: t('teams.title') }}
    >
      {isNew ? (
        <TeamForm done={done} />
      ) : (
        <Loaded query={team}>
          {row => (
            <>
              <TeamForm key={row.id} team={row} done={done} />
              <Members team={row} />
              <TeamActions team={row} />
            </>
          )}
        </Loaded>
      )}
    </SettingsPage>
  );
}
