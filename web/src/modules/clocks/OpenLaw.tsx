import { Badge, Checkbox, Group, Select, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Heading } from '~/ui/Heading';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { type Column, Rows } from '~/ui/Rows';
import own from './clocks.module.css';
import { isSure, standingOf } from './consequences/deeds';
import { useCountry } from './useCountry';
import { asQuery, effects, useWish, type Wish, waits } from './wish';

type Waiting = Schemas['WaitingConsequence'];

interface ChoiceProps<T extends string> {
  label: string;
  values: readonly T[];
  words: (value: T) => string;
  any: string; // what stands there while nothing is chosen
  value?: T;
  set: (value?: T) => void;
}

function Choice<T extends string>({ label, values, words, any, value, set }: ChoiceProps<T>) {
  const { t } = useTranslation();
  return (
    <Select
      size="xs"
      w={220}
      clearable
      label={label}
      placeholder={any}
      data={values.map(one => ({ value: one, label: words(one) }))}
      value={value ?? null}
      onChange={next => set(values.find(one => one === next))}
      clearButtonProps={{ 'aria-label': t('queue.any', { what: label }) }}
    />
  );
}

function Filters({ wish, use }: { wish: Wish; use: (wish: Wish) => void }) {
  const { t } = useTranslation();
  return (
    <Group gap="sm" mb="md" align="end">
      <Choice
        label={t('open_law.waits')}
        values={waits}
        words={one => t(`open_law.for_${one}`)}
        any={t('open_law.for_any')}
        value={wish.waits_for}
        set={waits_for => use({ ...wish, waits_for })}
      />
      <Choice
        label={t('open_law.kind')}
        values={effects}
        words={one => t(`law_effect.${one}`)}
        any={t('figures.any')}
        value={wish.effect}
        set={effect => use({ ...wish, effect })}
      />
      <Checkbox
        mb={6}
        label={t('open_law.overdue_only')}
        checked={wish.overdue === true}
        onChange={e => use({ ...wish, overdue: e.currentTarget.checked })}
      />
    </Group>
  );
}

function What({ row }: { row: Waiting }) {
  const { t } = useTranslation();
  const country = useCountry();
  return (
    <>
      <span dir="auto">{row.words || t(`law_effect.${row.effect}`)}</span>
      <Text span display="block" size="xs" c="dimmed">
        {country(row.code)} · <bdi>{row.title}</bdi>
      </Text>
    </>
  );
}

// Where there is little room it takes two lines, and no word is cut off.
const whole = { root: own.badge, label: own.badge_words };

/// What it waits for, and whether the customer knows.
function Standing({ row }: { row: Waiting }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isUntold = row.state === 'offered' && row.party === 'consumer' && !row.told_at;
  return (
    <>
      <Badge size="sm" classNames={whole} variant={row.state === 'offered' ? 'light' : 'default'}>
        {t(`law_follows.${standingOf(row)}`)}
      </Badge>{' '}
      {!isSure(row.confidence) && (
        <Badge size="sm" classNames={whole} variant="outline" color="gray">
          {t(`law_confidence.${row.confidence}`)}
        </Badge>
      )}
      {row.told_at && (
        <Text size="xs" c="dimmed">
          {t('open_law.told', { when: formats.instant(row.told_at) })}
        </Text>
      )}
      {isUntold && (
        <Text size="xs" fw={600}>
          {t('law_follows.not_told')}
        </Text>
      )}
    </>
  );
}

function Since({ row }: { row: Waiting }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      {formats.due(row.at)}
      {row.due_at && (
        <Text size="xs" className={row.overdue ? own.late : undefined}>
          {t(row.overdue ? 'open_law.missed' : 'open_law.due', { when: formats.due(row.due_at) })}
        </Text>
      )}
      {row.call && (
        <Text size="xs" className={row.call.missed_at ? own.late : undefined}>
          {t(row.call.missed_at ? 'open_law.call_missed' : 'open_law.call_by', {
            when: formats.due(row.call.call_by_at),
          })}
        </Text>
      )}
    </>
  );
}

function useColumns(): Column<Waiting>[] {
  const { t } = useTranslation();
  return [
    { head: t('open_law.what'), cell: row => <What row={row} /> },
    {
      head: t('open_law.case'),
      cell: row => (
        <>
          <bdi>{row.number}</bdi> · <bdi>{row.subject}</bdi>
        </>
      ),
      isAside: true,
    },
    { head: t('open_law.since'), cell: row => <Since row={row} /> },
    { head: t('open_law.standing'), cell: row => <Standing row={row} /> },
  ];
}

/// What followed by law and waits, over all cases, the oldest first: for a decision, for the
/// customer, or to be done.
export default function OpenLaw() {
  const { t } = useTranslation();
  const [wish, use] = useWish();
  const columns = useColumns();
  const found = useInfiniteQuery({
    queryKey: ['legal_consequence', 'open', wish],
    queryFn: ({ pageParam }) =>
      said(api.GET('/legal-consequences', { params: { query: asQuery(wish, pageParam) } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  return (
    <>
      <Heading title={t('open_law.title')} />
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        {t('open_law.about')}
      </Text>
      <Filters wish={wish} use={use} />
      <Loaded query={found}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.items);
          if (rows.length === 0)
            return <Empty title={t('open_law.none')} text={t('open_law.none_text')} />;
          return (
            <Rows
              label={t('open_law.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/case/${row.case_id}`}
              columns={columns}
            />
          );
        }}
      </Loaded>
      <MoreButton query={found} />
    </>
  );
}
