import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { setByPromise, useNow } from '~/app/clock';
import { rememberList } from '~/app/lastList';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { MoreButton } from '~/ui/MoreButton';
import { isAtRisk } from '~/ui/TimeLeft';
import { useRows } from '~/ui/useRows';
import { PromiseRow } from './PromiseRow';
import classes from './promises.module.css';

type Owed = Schemas['OwedPromise'];
const groups = ['at_risk', 'today', 'later'] as const;
type Group = (typeof groups)[number];

function groupOf(promise: Owed, now: number): Group {
  if (isAtRisk(promise, now)) return 'at_risk';
  const due = new Date(promise.due_at);
  return due.toDateString() === new Date(now).toDateString() ? 'today' : 'later';
}

/// At risk first, then by deadline, as the server gives them.
function inGroups(all: Owed[], now: number): [Group, Owed[]][] {
  return groups
    .map((group): [Group, Owed[]] => [group, all.filter(p => groupOf(p, now) === group)])
    .filter(([, list]) => list.length > 0);
}

export default function MyPromises() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const now = useNow();
  const owed = useInfiniteQuery({
    queryKey: ['promises', 'mine'],
    queryFn: async ({ pageParam }) => {
      const query = { cursor: pageParam, limit: 100 };
      const page = await said(api.GET('/promises', { params: { query } }));
      for (const promise of page.items.slice(0, 1)) setByPromise(promise);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  const sections = useMemo(
    () => inGroups(owed.data?.pages.flatMap(page => page.items) ?? [], now),
    [owed.data, now],
  );
  const rows = useMemo(() => sections.flatMap(([, list]) => list), [sections]);
  const list = useRows(rows, {
    idOf: p => p.id,
    open: p => void navigate({ to: `/case/${p.case_id}` }),
  });
  useEffect(() => rememberList([...new Set(rows.map(p => `/case/${p.case_id}`))]), [rows]);
  if (owed.isPending) return <Loading />;
  if (owed.isError) return <Failure error={owed.error} again={() => void owed.refetch()} />;
  const atRisk = sections.find(([group]) => group === 'at_risk')?.[1].length ?? 0;
  return (
    <>
      <Heading title={t('promises.title')} />
      {rows.length === 0 ? (
        <Empty title={t('promises.none')} text={t('promises.none_text')}>
          <Button component={Link} to="/queue" variant="light">
            {t('promises.to_queue')}
          </Button>
        </Empty>
      ) : (
        <Text c="dimmed" mb="md" aria-live="polite">
          {t('promises.summary', { all: rows.length, risk: atRisk })}
        </Text>
      )}
      {sections.map(([group, promises]) => (
        <section key={group} aria-labelledby={`promises-${group}`} className={classes.section}>
          <h2 id={`promises-${group}`} className={classes.heading} data-group={group}>
            {t(`promises.${group}`)}
          </h2>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows */}
          <ul className={classes.list} onClick={list.onClick}>
            {promises.map(p => (
              <PromiseRow key={p.id} promise={p} isCurrent={p.id === list.current} />
            ))}
          </ul>
        </section>
      ))}
      <MoreButton query={owed} />
    </>
  );
}
