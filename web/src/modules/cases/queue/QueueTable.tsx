import { memo, startTransition, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { formatsOf } from '~/i18n/formats';
import { RowLink } from '~/ui/RowLink';
import { TimeLeft } from '~/ui/TimeLeft';
import { useRows } from '~/ui/useRows';
import { Attendees } from '../attendance/Attendees';
import type { Attendance } from '../attendance/attendance';
import classes from './queue.module.css';

type Row = Schemas['CaseRow'];

interface RowProps {
  row: Row;
  here?: Attendance[];
  isCurrent: boolean;
  isChosen: boolean;
  choose?: (id: string) => void;
}

/// Of plain elements, since fifty are drawn at once; and drawn anew only when it changed itself: a key
/// moves in a list of a thousand as in one of ten.
const CaseRow = memo(function CaseRow({ row, here, isCurrent, isChosen, choose }: RowProps) {
  const { t, i18n } = useTranslation();
  const { next_due_at, next_made_at, next_risk } = row;
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
        {next_due_at && next_made_at && next_risk ? (
          <TimeLeft owed={{ due_at: next_due_at, made_at: next_made_at, risk: next_risk }} />
        ) : (
          <div className={classes.aside}>
            {t(`state.${row.state}`)} ·{' '}
            {formatsOf(i18n.language).day(row.last_outbound_at ?? row.opened_at)}
          </div>
        )}
      </td>
      <td className={classes.main}>
        <RowLink to={`/case/${row.id}`} className={classes.subject}>
          <bdi>{row.subject}</bdi>
        </RowLink>
        <div className={classes.aside}>
          <bdi>{row.customer_name}</bdi> · <bdi>{row.number}</bdi>
          {row.next_kind && ` · ${t(`promise.${row.next_kind}`)}`}
        </div>
        {here && <Attendees list={here} />}
      </td>
      <td className={classes.wide}>
        <div className={classes.line}>{t(`kind.${row.kind}`)}</div>
        <div className={classes.aside}>
          {t(`channel.${row.channel}`)} · {t(`language.${row.language}`)}
        </div>
      </td>
      <td className={classes.wide}>
        <div className={row.owner_name ? classes.line : classes.aside}>
          <bdi>{row.owner_name || t('person.nobody')}</bdi>
        </div>
        {(row.priority === 'high' || row.priority === 'urgent') && (
          <span className={classes.priority}>{t(`priority.${row.priority}`)}</span>
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

const rowPx = 58; // as in queue.module.css

/// How many rows are drawn: at first those that the screen has room for, the others once these stand.
function useDrawn(all: number): number {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => startTransition(() => setWhole(true)), []);
  return isWhole ? all : Math.min(all, Math.ceil(window.innerHeight / rowPx));
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
  const drawn = useDrawn(rows.length);
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
          {rows.slice(0, drawn).map(row => (
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
      {/* The place of those to come: the page is as long as it will be. */}
      <div style={{ blockSize: (rows.length - drawn) * rowPx }} />
      <div ref={end} />
    </>
  );
}
