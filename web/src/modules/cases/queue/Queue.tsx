import { Text } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { rememberList } from '~/app/lastList';
import { lazy } from '~/app/lazy';
import { queryClient } from '~/app/query_client';
import { useMay } from '~/app/session';
import { withTexts } from '~/i18n';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Later } from '~/ui/Later';
import { Loading } from '~/ui/Loading';
import { useAttendance } from '../attendance/attendance';
import { asQuery, cleaned, type Filter, useFilter } from './filter';
import { NoCases } from './NoCases';
import { QueueTable } from './QueueTable';
import { QueueTabs } from './QueueTabs';
import classes from './queue.module.css';

// What stands around the list comes after it.
const BulkBar = lazy(() => withTexts(['queue'], () => import('./BulkBar')));
const Filters = lazy(() => import('./Filters'));
const SavedViews = lazy(() => withTexts(['queue'], () => import('./SavedViews')));

const casesQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: ['cases', filter],
    queryFn: ({ pageParam }) =>
      said(api.GET('/cases', { params: { query: asQuery(filter, pageParam) } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });

export const ahead = (search: Record<string, unknown>) =>
  queryClient.prefetchInfiniteQuery(casesQuery(cleaned(search)));

export default function Queue() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const [filter, setFilter] = useFilter();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const cases = useInfiniteQuery(casesQuery(filter));
  const rows = useMemo(() => cases.data?.pages.flatMap(page => page.items) ?? [], [cases.data]);
  // What is no longer in the list cannot be meant any more.
  useEffect(() => {
    setChosen(before => {
      const kept = [...before].filter(id => rows.some(row => row.id === id));
      return kept.length === before.size ? before : new Set(kept);
    });
  }, [rows]);
  const choose = useCallback((id: string) => {
    setChosen(before => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const canChoose = may('cases_bulk');
  const present = useAttendance();
  // Once there, they stay while another choice is on its way.
  const [isAnswered, setAnswered] = useState(false);
  if (!isAnswered && !cases.isPending) setAnswered(true);
  useEffect(() => rememberList(rows.map(row => `/case/${row.id}`)), [rows]);
  return (
    <>
      <Heading title={t('queue.title')}>
        <Later>
          <Suspense>
            <SavedViews filter={filter} use={setFilter} />
          </Suspense>
        </Later>
      </Heading>
      <QueueTabs filter={filter} use={setFilter} />
      <div className={classes.filters}>
        {isAnswered && (
          <Later>
            <Suspense>
              <Filters filter={filter} use={setFilter} />
            </Suspense>
          </Later>
        )}
      </div>
      {cases.isPending && <Loading />}
      {cases.isError && <Failure error={cases.error} again={() => void cases.refetch()} />}
      {cases.isSuccess && rows.length === 0 && (
        <NoCases isFiltered={Object.keys(filter).length > 0} />
      )}
      {rows.length > 0 && (
        <QueueTable
          rows={rows}
          present={present}
          chosen={chosen}
          choose={canChoose ? choose : undefined}
          chooseAll={all => setChosen(new Set(all ? rows.map(row => row.id) : []))}
          open={id => void navigate({ to: `/case/${id}` })}
          more={cases}
        />
      )}
      {rows.length > 0 && !cases.hasNextPage && (
        <Text size="sm" c="dimmed" ta="center" py="md">
          {t('queue.all', { count: rows.length })}
        </Text>
      )}
      <Suspense>
        {chosen.size > 0 && <BulkBar cases={[...chosen]} done={() => setChosen(new Set())} />}
      </Suspense>
    </>
  );
}
