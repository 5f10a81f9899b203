import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { useMoney } from '~/i18n/money';
import classes from '~/ui/figures.module.css';
import { Scroll } from '~/ui/Scroll';
import { useRows } from '~/ui/useRows';

type Broken = Schemas['RecoveryPage']['items'][number];

/// What was done to make it good, in words.
function useDone() {
  const { t } = useTranslation();
  const formats = useFormats();
  const money = useMoney();
  return (row: Broken): string[] => {
    const done: string[] = [];
    if (row.apologised_at)
      done.push(t('recovery.apologised', { at: formats.instant(row.apologised_at) }));
    if (row.new_promise_kind && row.new_promise_state)
      done.push(
        t('recovery.promised_anew', {
          promise: t(`promise.${row.new_promise_kind}`),
          state: t(`promise_state.${row.new_promise_state}`),
        }),
      );
    for (const remedy of row.remedies)
      done.push(
        `${t(`remedy_kind.${remedy.kind}`)} ${remedy.amount ? money(remedy.amount, remedy.currency) : t('recovery.not_told')} · ${t(`remedy_state.${remedy.state}`)}`,
      );
    return done;
  };
}

export function BrokenTable({ rows }: { rows: Broken[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const money = useMoney();
  const navigate = useNavigate();
  const doneFor = useDone();
  const list = useRows(rows, {
    idOf: row => row.id,
    open: row => void navigate({ to: `/case/${row.case_id}` }),
  });
  return (
    <Scroll label={t('recovery.title')}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows */}
      <table className={classes.cards} onClick={list.onClick}>
        <thead>
          <tr>
            <th>{t('recovery.was_due')}</th>
            <th>{t('now.case')}</th>
            <th>{t('recovery.promise')}</th>
            <th>{t('now.owner')}</th>
            <th>{t('recovery.done')}</th>
            <th>{t('recovery.cost_of_one')}</th>
            <th>{t('recovery.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id} data-row={row.id} data-current={row.id === list.current || undefined}>
              <td data-label={t('recovery.was_due')}>{formats.instant(row.broken_at)}</td>
              <td className={`${classes.words} ${classes.head}`}>
                <Link to={`/case/${row.case_id}`} className={classes.link}>
                  <bdi>{row.number}</bdi>
                  {row.subject && (
                    <>
                      {' '}
                      · <bdi>{row.subject}</bdi>
                    </>
                  )}
                </Link>
              </td>
              <td data-label={t('recovery.promise')}>
                {t(`promise.${row.promise_kind}`)}
                {row.level > 1 && ` · ${t('recovery.level', { n: row.level })}`}
              </td>
              <td data-label={t('now.owner')}>
                <bdi>{row.owner_name || t('person.nobody')}</bdi>
              </td>
              <td data-label={t('recovery.done')} className={classes.whole}>
                {doneFor(row).map(line => (
                  <div key={line}>{line}</div>
                ))}
              </td>
              <td data-label={t('recovery.cost_of_one')}>
                {row.costs.map(one => money(one.amount, one.currency)).join(' + ')}
              </td>
              <td
                className={row.state === 'open' ? classes.bad : undefined}
                data-label={t('recovery.state')}
              >
                {t(`recovery.state_${row.state}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
