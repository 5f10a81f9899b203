import { Badge, Group, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { teams as teamsQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { type Person, roles as rolesQuery, useRoleName } from '../queries';

const states = ['', 'active', 'invited', 'suspended', 'left'] as const;

function usePeople(state: string, q: string) {
  return useInfiniteQuery({
    queryKey: ['staff', 'list', state, q],
    queryFn: ({ pageParam }) => {
      const query = { state: state || undefined, q: q || undefined, limit: 50, cursor: pageParam };
      return said(api.GET('/staff', { params: { query: query as never } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}

export function StateBadge({ state }: { state: Person['state'] }) {
  const { t } = useTranslation();
  if (state === 'active') return <>{t('staff_state.active')}</>;
  return (
    <Badge variant="default" size="sm">
      {t(`staff_state.${state}`)}
    </Badge>
  );
}

export default function People() {
  const { t } = useTranslation();
  const may = useMay();
  const [state, setState] = useState('');
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const people = usePeople(state, q);
  const roles = useQuery(rolesQuery);
  const teams = useQuery(teamsQuery);
  const roleName = useRoleName();
  const rolesOf = (person: Person) =>
    person.roles
      .map(id => roles.data?.find(role => role.id === id))
      .map(role => role && roleName(role))
      .join(', ');
  const teamsOf = (person: Person) =>
    person.teams.map(id => teams.data?.find(team => team.id === id)?.name).join(', ');
  return (
    <SettingsPage
      title={t('people.title')}
      about={t('people.about')}
      isWide
      add={may('staff_write') ? { to: '/settings/people/new', label: 'people.invite' } : undefined}
    >
      <Group gap="sm">
        <TextInput
          type="search"
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          dir={typed ? 'auto' : undefined}
          value={typed}
          onChange={e => setTyped(e.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('form.state')}
          data={states.map(value => ({ value, label: t(`staff_state.${value || 'any'}`) }))}
          value={state}
          onChange={setState}
        />
      </Group>
      <Loaded query={people}>
        {data => {
          const rows = data.pages.flatMap(page => page.items);
          if (rows.length === 0)
            return <Empty title={t('people.none')} text={t('people.none_text')} />;
          return (
            <Rows
              label={t('people.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/settings/people/${row.id}`}
              columns={[
                { head: t('form.name'), cell: row => <bdi>{row.name}</bdi> },
                {
                  head: t('people.email'),
                  cell: row => <bdi dir="ltr">{row.email}</bdi>,
                  isAside: true,
                },
                { head: t('people.roles'), cell: rolesOf },
                { head: t('people.teams'), cell: row => <bdi>{teamsOf(row)}</bdi>, isAside: true },
                { head: t('form.state'), cell: row => <StateBadge state={row.state} /> },
              ]}
            />
          );
        }}
      </Loaded>
      <MoreButton query={people} />
    </SettingsPage>
  );
}
