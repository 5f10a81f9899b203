import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { useAct } from '~/ui/useAct';

type Job = Schemas['FailedJob'];

function Counts() {
  const { t } = useTranslation();
  const formats = useFormats();
  const stats = useQuery({
    queryKey: ['jobs', 'stats'],
    queryFn: () => said(api.GET('/jobs')),
    staleTime: 0,
  });
  if (!stats.data) return null;
  const counts = ['due', 'running', 'waiting', 'failed'] as const;
  return (
    <Group gap="lg">
      {counts.map(one => (
        <Text key={one} size="sm">
          <b>{formats.number(stats.data[one])}</b> {t(`jobs.${one}`)}
        </Text>
      ))}
    </Group>
  );
}

function Do({ job }: { job: Job }) {
  const { t } = useTranslation();
  const params = { path: { job: job.id } };
  const again = useAct(() => said(api.POST('/jobs/{job}/retry', { params })), {
    stale: ['jobs'],
    said: t('jobs.again'),
  });
  return (
    <Group gap={4}>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`${t('form.retry')}: ${job.kind}`}
        onClick={() => again.mutate()}
      >
        {t('form.retry')}
      </Button>
      <ConfirmButton
        label={t('jobs.drop')}
        explain={t('jobs.drop_explain', { kind: job.kind })}
        size="compact-xs"
        act={() => said(api.DELETE('/jobs/{job}', { params }))}
        stale={['jobs']}
        isGrave
      />
    </Group>
  );
}

/// What the program owes and could not do, in sight of a person.
export default function Jobs() {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const jobs = useInfiniteQuery({
    queryKey: ['jobs', 'failed'],
    queryFn: ({ pageParam }) =>
      said(api.GET('/jobs/failed', { params: { query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
    staleTime: 0,
  });
  return (
    <SettingsPage title={t('jobs.title')} about={t('jobs.about')} isWide>
      <Counts />
      <Loaded query={jobs}>
        {data => {
          const rows = data.pages.flatMap(page => page.items);
          if (rows.length === 0) return <Empty title={t('jobs.none')} text={t('jobs.none_text')} />;
          return (
            <Rows
              label={t('jobs.title')}
              rows={rows}
              idOf={row => row.id}
              columns={[
                { head: t('jobs.kind'), cell: row => <bdi dir="ltr">{row.kind}</bdi> },
                { head: t('jobs.error'), cell: row => <span dir="auto">{row.last_error}</span> },
                {
                  head: t('jobs.tries'),
                  cell: row => formats.number(row.tries),
                  isAside: true,
                },
                {
                  head: t('jobs.when'),
                  cell: row => formats.instant(row.run_at),
                  isAside: true,
                },
                ...(may('settings_write')
                  ? [{ head: t('jobs.do'), cell: (row: Job) => <Do job={row} /> }]
                  : []),
              ]}
            />
          );
        }}
      </Loaded>
      <MoreButton query={jobs} />
    </SettingsPage>
  );
}
