import { Badge, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { TimeLeft } from '~/ui/TimeLeft';
import { useRows } from '~/ui/useRows';
import { Attendees } from '../attendance/Attendees';
import type { Attendance } from '../attendance/attendance';
import classes from './queue.module.css';

type Row = Schemas['CaseRow'];

function When({ row }: { row: Row }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { next_due_at, next_made_at, next_risk } = row;
  if (next_due_at && next_made_at && next_risk)
    return <TimeLeft owed={{ due_at: next_due_at, made_at: next_made_at, risk: next_risk }} />;
  return (
    <Text size="sm" c="dimmed">
      {t(`state.${row.state}`)} · {formats.day(row.last_outbound_at ?? row.opened_at)}
    </Text>
  );
}

interface RowProps {
  row: Row;
  here?: Attendance[];
  isCurrent: boolean;
  isChosen: boolean;
  choose?: (id: string) => void;
}

/// Drawn anew only when it changed itself: a key moves in a list of a thousand as in one of ten.
const CaseRow = memo(function CaseRow({ row, here, isCurrent, isChosen, choose }: RowProps) {
  const { t } = useTranslation();
  return (
    <tr
      className={classes.row}
      data-row={row.id}
      data-current={isCurrent || undefined}
      data-chosen={isChosen || undefined}
    >
      {choose && (
        <td className={classes.box}>
          <input
            type="checkbox"
            checked={isChosen}
            onChange={() => choose(row.id)}
            aria-label={t('queue.choose', { number: row.number })}
          />
        </td>
      )}
      <td className={classes.time}>
        <When row={row} />
      </td>
      <td className={classes.main}>
        <Link to={`/case/${row.id}`} className={classes.subject}>
          <bdi>{row.subject}</bdi>
        </Link>
        <Text size="sm" c="dimmed" truncate>
          <bdi>{row.customer_name}</bdi> · <bdi>{row.number}</bdi>
          {row.next_kind && ` · ${t(`promise.${row.next_kind}`)}`}
        </Text>
        {here && <Attendees list={here} />}
      </td>
      <td className={classes.wide}>
        <Text size="sm">{t(`kind.${row.kind}`)}</Text>
        <Text size="sm" c="dimmed" truncate>
          {t(`channel.${row.channel}`)} · {t(`language.${row.language}`)}
        </Text>
      </td>
      <td className={classes.wide}>
        <Text size="sm" c={row.owner_name ? undefined : 'dimmed'} truncate>
          <bdi>{row.owner_name || t('person.nobody')}</bdi>
        </Text>
        {(row.priority === 'high' || row.priority === 'urgent') && (
          <Badge size="sm" variant="outline" color="gray">
            {t(`priority.${row.priority}`)}
          </Badge>
        )}
      </td>
    </tr>
  );
});

interface Props {
  rows: Row[];
  present: Map<string, Attendance[]>;
  chosen: ReadonlySet<string>;
  choose?: (id: string) => void;
  chooseAll: (all: boolean) => void;
  open: (id: string) => void;
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

const aheadPx = 800;

/// Asks for the next page before its place comes into sight.
function useMoreInTime({ hasNextPage, isFetchingNextPage, fetchNextPage }: Props['more']) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage) return;
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && fetchNextPage(), {
      rootMargin: `${aheadPx}px`,
    });
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return end;
}

export function QueueTable({ rows, present, chosen, choose, chooseAll, open, more }: Props) {
  const { t } = useTranslation();
  const end = useMoreInTime(more);
  const list = useRows(rows, {
    idOf: row => row.id,
    open: row => open(row.id),
    choose: choose && (row => choose(row.id)),
  });
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows */}
      <table className={classes.table} onClick={list.onClick}>
        <thead>
          <tr>
            {choose && (
              <td className={classes.box}>
                <input
                  type="checkbox"
                  checked={chosen.size === rows.length}
                  onChange={e => chooseAll(e.currentTarget.checked)}
                  aria-label={t('queue.choose_all')}
                />
              </td>
            )}
            <th className={classes.time}>{t('queue.time')}</th>
            <th>{t('queue.case')}</th>
            <th className={classes.wide}>{t('queue.kind')}</th>
            <th className={classes.wide}>{t('queue.owner')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <CaseRow
              key={row.id}
              row={row}
              here={present.get(row.id)}
              isCurrent={row.id === list.current}
              isChosen={chosen.has(row.id)}
              choose={choose}
            />
          ))}
        </tbody>
      </table>
      <div ref={end} />
    </>
  );
}
