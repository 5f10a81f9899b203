import { useTranslation } from 'react-i18next';
import { TeamForm } from '~/modules/staff/teams/TeamForm';
import { Skip, type StepProps } from './SetUp';
import { isDone } from './steps';

export function Team({ house, done, skip }: StepProps) {
  const { t } = useTranslation();
  const wasNamed = isDone(house, 'team');
  const team = wasNamed ? house.team : { ...house.team, name: t('set_up.team_name') };
  return (
    <TeamForm
      key={team.id}
      team={team}
      go={t('set_up.save_go_on')}
      beside={<Skip skip={skip} isDone={wasNamed} />}
      done={done}
    />
  );
}
