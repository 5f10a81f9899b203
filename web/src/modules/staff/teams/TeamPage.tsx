import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import type { Team } from '../queries';
import { Members } from './Members';
import { TeamActions } from './TeamActions';
import { TeamForm } from './TeamForm';

export default function TeamPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const isNew = id === 'new';
  const key = ['team', id];
  const team = useQuery({
    queryKey: key,
    queryFn: () => said(api.GET('/teams/{team}', { params: { path: { team: id } } })),
    enabled: !isNew,
  });
  function done(now: Team) {
    tell(t('form.saved'));
    client.setQueryData(['team', now.id], now);
    if (isNew) void navigate({ to: `/settings/teams/${now.id}`, replace: true });
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
