import { Group, Select, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { people as peopleQuery, teams as teamsQuery } from '~/api/queries';
import { useFormats } from '~/i18n/formats';
import { useMoney } from '~/i18n/money';
import { Counting } from '~/ui/Counting';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Figure } from '~/ui/Figure';
import { Files } from '~/ui/Files';
import classes from '~/ui/figures.module.css';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { MoreButton } from '~/ui/MoreButton';
import { SpanFields } from '~/ui/SpanFields';
import { fileAt } from '../trends/wish';
import { BrokenTable } from './BrokenTable';
import { CostTable } from './CostTable';
import { asQuery, useWish, type Wish } from './wish';

type Report = Schemas['RecoveryPage'];
const states = ['open', 'satisfied', 'unconfirmed'] as const;
const costBy = ['promise', 'team', 'kind', 'week', 'month'] as const;

function Totals({ report, wish }: { report: Report; wish: Wish }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const money = useMoney();
  const costs = new Map<string, number>();
  for (const cost of report.costs)
    costs.set(cost.currency, (costs.get(cost.currency) ?? 0) + Number(cost.amount));
  const way = (state: string) => ({ to: '/recovery', search: { ...wish, state } });
  return (
    <div className={classes.row}>
      <Figure label={t('recovery.broken')} value={formats.number(report.broken)} />
      {states.map(state => (
        <Figure
          key={state}
          label={t(`recovery.state_${state}`)}
          value={formats.number(report[state])}
          isBad={state === 'open' && report.open > 0}
          way={way(state)}
        />
      ))}
      <Figure
        label={t('recovery.cost')}
        value={[...costs].map(([currency, sum]) => money(String(sum), currency)).join(' + ') || '–'}
        note={[
          ...report.costs.map(
            c =>
              `${t(`remedy_kind.${c.kind}`)}: ${formats.number(c.granted)} · ${money(c.amount, c.currency)}`,
          ),
          ...(report.untold > 0
            ? [t('recovery.untold', { n: report.untold, all: report.broken })]
            : []),
        ].join('; ')}
      />
    </div>
  );
}

function Filters({ report, wish, use }: { report: Report; wish: Wish; use: (w: Wish) => void }) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const people = useQuery(peopleQuery);
  const some = (name: keyof Wish, label: string, data: { value: string; label: string }[]) => (
    <Select
      key={name}
      size="xs"
      w={170}
      clearable
      searchable={data.length > 8}
      label={label}
      placeholder={t('figures.any')}
      data={data}
      value={wish[name] ?? null}
      onChange={value => use({ ...wish, [name]: value ?? undefined })}
      clearButtonProps={{ 'aria-label': t('queue.any', { what: label }) }}
    />
  );
  return (
    <Group gap="xs" mb="md" align="end">
      <SpanFields
        from={report.from_on}
        through={report.through_on}
        use={span => use({ ...wish, ...span })}
      />
      {some(
        'state',
        t('recovery.state'),
        states.map(value => ({ value, label: t(`recovery.state_${value}`) })),
      )}
      {some(
        'team_id',
        t('now.team'),
        (teams.data ?? []).map(team => ({ value: team.id, label: team.name })),
      )}
      {some(
        'owner_id',
        t('now.owner'),
        (people.data ?? []).map(one => ({ value: one.id, label: one.name })),
      )}
      {some(
        'by',
        t('recovery.cost_by'),
        costBy.map(value => ({ value, label: t(`recovery.by_${value}`) })),
      )}
    </Group>
  );
}

/// Each broken promise, what was done for it, what it cost.
export default function Recovery() {
  const { t } = useTranslation();
  const [wish, use] = useWish();
  const found = useInfiniteQuery({
    queryKey: ['recoveries', 'report', wish],
    queryFn: ({ pageParam }) =>
      said(api.GET('/reports/recoveries', { params: { query: asQuery(wish, pageParam) } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failure error={found.error} again={() => use({})} />;
  const [report] = found.data.pages;
  if (!report) return null;
  const rows = found.data.pages.flatMap(page => page.items);
  return (
    <>
      <Heading title={t('recovery.title')}>
        <Files at={format => fileAt('recoveries', wish, format)} />
      </Heading>
      <Filters report={report} wish={wish} use={use} />
      {rows.length === 0 ? (
        <Empty title={t('recovery.none')} text={t('recovery.none_text')} />
      ) : (
        <>
          <Totals report={report} wish={wish} />
          <CostTable report={report} wish={wish} />
          <BrokenTable rows={rows} />
          <Text size="sm" c="dimmed" mt="xs" aria-live="polite">
            {t('recovery.shown', { n: rows.length, all: report.broken })}
          </Text>
        </>
      )}
      <MoreButton query={found} />
      <Counting
        lines={[
          t('recovery.counting_broken'),
          t('recovery.counting_states'),
          t('recovery.counting_cost'),
        ]}
      />
    </>
  );
}
