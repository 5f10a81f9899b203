import { SegmentedControl, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useMay } from '~/app/session';
import { Counting } from '~/ui/Counting';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { MoreButton } from '~/ui/MoreButton';
import { PolicyForm } from './PolicyForm';
import { policy as policyQuery } from './queries';
import { RatingTable } from './RatingTable';

/// What customers said when they were asked, and how they are asked.
export default function Ratings() {
  const { t } = useTranslation();
  const may = useMay();
  const [which, setWhich] = useState('all');
  const policy = useQuery(policyQuery);
  const found = useInfiniteQuery({
    queryKey: ['survey', which],
    queryFn: ({ pageParam }) =>
      said(
        api.GET('/surveys/ratings', {
          params: {
            query: { at_most: which === 'low' ? 2 : undefined, cursor: pageParam, limit: 50 },
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  if (found.isPending || policy.isPending) return <Loading />;
  if (found.isError) return <Failure error={found.error} again={() => void found.refetch()} />;
  const rows = found.data.pages.flatMap(page => page.items);
  const isOn = policy.data?.enabled ?? false;
  return (
    <>
      <Heading title={t('ratings.title')}>
        <SegmentedControl
          size="xs"
          aria-label={t('ratings.which')}
          data={[
            { value: 'all', label: t('ratings.all') },
            { value: 'low', label: t('ratings.low') },
          ]}
          value={which}
          onChange={setWhich}
        />
      </Heading>
      <Text c="dimmed" mb="md">
        {policy.data && t(isOn ? 'ratings.on' : 'ratings.off', { days: policy.data.after_days })}
      </Text>
      {rows.length === 0 ? (
        <Empty title={t('ratings.none')} text={t(isOn ? 'ratings.none_on' : 'ratings.none_off')} />
      ) : (
        <RatingTable rows={rows} />
      )}
      <MoreButton query={found} />
      {may('settings_write') && policy.data && <PolicyForm policy={policy.data} />}
      <Counting lines={[t('ratings.counting_scale'), t('ratings.counting_low')]} />
    </>
  );
}
