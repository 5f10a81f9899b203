import { Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { people as peopleQuery, teams as teamsQuery } from '~/api/queries';
import type { paths } from '~/api/schema';
import { setByPromise } from '~/app/clock';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { MoreButton } from '~/ui/MoreButton';
import { useRows } from '~/ui/useRows';
import { PromiseRow } from '../promises/PromiseRow';
import classes from '../promises/promises.module.css';

type Wish = NonNullable<paths['/promises']['get']['parameters']['query']>;
const names = ['team_id', 'owner', 'risk'] as const;

function wishOf(raw: Record<string, unknown>): Wish {
  const wish: Record<string, string> = {};
  for (const name of names) if (raw[name]) wish[name] = String(raw[name]);
  return wish as Wish;
}

/// Whose they are, in words.
function useWhose(wish: Wish): string {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const people = useQuery(peopleQuery);
  const team = teams.data?.find(one => one.id === wish.team_id)?.name;
  if (team) return wish.owner ? `${team} · ${t('person.nobody')}` : team;
  return people.data?.find(one => one.id === wish.owner)?.name ?? t('now.everyone');
}

/// The rows behind a number of *Now*: promises of a team or a person, at a risk.
export default function Owed() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const wish = wishOf(useSearch({ strict: false }) as Record<string, unknown>);
  const whose = useWhose(wish);
  const owed = useInfiniteQuery({
    queryKey: ['promises', 'owed', wish],
    queryFn: async ({ pageParam }) => {
      const query = { ...wish, cursor: pageParam, limit: 100 };
      const page = await said(api.GET('/promises', { params: { query } }));
      for (const promise of page.items.slice(0, 1)) setByPromise(promise);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  const rows = owed.data?.pages.flatMap(page => page.items) ?? [];
  const list = useRows(rows, {
    idOf: p => p.id,
    open: p => void navigate({ to: `/case/${p.case_id}` }),
  });
  if (owed.isPending) return <Loading />;
  if (owed.isError) return <Failure error={owed.error} again={() => void owed.refetch()} />;
  return (
    <>
      <Heading title={t('now.owed_title')}>
        <Link to="/now">{t('now.back')}</Link>
      </Heading>
      <Text c="dimmed" mb="md">
        <bdi>{whose}</bdi> · {t(`now.risk_${wish.risk ?? 'any'}`)}
      </Text>
      {rows.length === 0 && <Empty title={t('now.none')} text={t('now.none_text')} />}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows
        <ul className={classes.list} onClick={list.onClick}>
          {rows.map(p => (
            <PromiseRow key={p.id} promise={p} isCurrent={p.id === list.current} />
          ))}
        </ul>
      )}
      <MoreButton query={owed} />
    </>
  );
}
