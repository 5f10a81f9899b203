import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useMay } from '~/app/session';
import { ConfirmButton } from '~/ui/ConfirmButton';
import type { Team } from '../queries';

const stale = ['team', 'teams'];

export function TeamActions({ team }: { team: Team }) {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('staff_write') || team.is_default) return null;
  const change = (part: Partial<Schemas['TeamChange']>) => () =>
    said(
      api.PATCH('/teams/{team}', {
        params: { path: { team: team.id } },
        body: { version: team.version, ...part },
      }),
    );
  const { name } = team;
  if (team.state === 'archived')
    return (
      <Group>
        <ConfirmButton
          label={t('teams.revive')}
          explain={t('teams.revive_explain', { name })}
          act={change({ state: 'active' })}
          stale={stale}
        />
      </Group>
    );
  return (
    <Group>
      <ConfirmButton
        label={t('form.make_default')}
        explain={t('teams.default_explain', { name })}
        act={change({ is_default: true })}
        stale={stale}
      />
      <ConfirmButton
        label={t('form.archive')}
        explain={t('teams.archive_explain', { name })}
        act={change({ state: 'archived' })}
        stale={stale}
      />
    </Group>
  );
}
