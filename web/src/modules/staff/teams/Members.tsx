import { Button, Fieldset, Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { useAct } from '~/ui/useAct';
import type { Team } from '../queries';

type Member = Schemas['Candidate'];

function Add({ members, save }: { members: Member[]; save: (ids: string[]) => void }) {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const ids = members.map(one => one.id);
  const others = (people.data ?? []).filter(one => !ids.includes(one.id));
  if (others.length === 0) return null;
  function add() {
    if (!chosen) return;
    save([...ids, chosen]);
    setChosen(null);
  }
  return (
    <Group align="flex-end" gap="xs">
      <Select
        label={t('teams.add_member')}
        searchable={others.length > 8}
        data={others.map(one => ({ value: one.id, label: one.name }))}
        value={chosen}
        onChange={setChosen}
      />
      <Button variant="default" disabled={!chosen} onClick={add}>
        {t('form.add')}
      </Button>
    </Group>
  );
}

/// Who takes this team's cases, and what each can.
export function Members({ team }: { team: Team }) {
  const { t } = useTranslation();
  const may = useMay();
  const params = { path: { team: team.id } };
  const members = useQuery({
    queryKey: ['team', team.id, 'members'],
    queryFn: async () => (await said(api.GET('/teams/{team}/members', { params }))).items,
  });
  const put = useAct(
    (ids: string[]) =>
      said(
        api.PUT('/teams/{team}/members', { params, body: { version: team.version, members: ids } }),
      ),
    { stale: ['team', 'teams', 'staff', 'people'], said: t('form.saved') },
  );
  const canWrite = may('staff_write');
  const remove = (rows: Member[], row: Member) => (
    <Button
      size="compact-xs"
      variant="subtle"
      aria-label={`${t('form.remove')}: ${row.name}`}
      onClick={() => put.mutate(rows.filter(one => one.id !== row.id).map(one => one.id))}
    >
      {t('form.remove')}
    </Button>
  );
  return (
    <Fieldset legend={t('teams.members')}>
      <Loaded query={members}>
        {rows => (
          <Stack>
            {rows.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('teams.no_members')}
              </Text>
            ) : (
              <Rows
                label={t('teams.members')}
                rows={rows}
                idOf={row => row.id}
                to={row => `/settings/people/${row.id}`}
                columns={[
                  { head: t('form.name'), cell: row => <bdi>{row.name}</bdi> },
                  { head: t('teams.presence'), cell: row => t(`presence.${row.presence}`) },
                  {
                    head: t('people.languages'),
                    cell: row => row.languages.map(l => t(`language.${l}`)).join(', '),
                    isAside: true,
                  },
                  {
                    head: t('people.skills'),
                    cell: row => <bdi>{row.skills.join(', ')}</bdi>,
                    isAside: true,
                  },
                  ...(canWrite
                    ? [{ head: t('teams.change'), cell: (row: Member) => remove(rows, row) }]
                    : []),
                ]}
              />
            )}
            {canWrite && <Add members={rows} save={ids => put.mutate(ids)} />}
          </Stack>
        )}
      </Loaded>
    </Fieldset>
  );
}
