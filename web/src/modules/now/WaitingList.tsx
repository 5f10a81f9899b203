import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNow } from '~/app/clock';
import { useFormats } from '~/i18n/formats';
import classes from '~/ui/figures.module.css';
import { Scroll } from '~/ui/Scroll';
import { useRows } from '~/ui/useRows';
import type { Waiting } from './queries';

/// Who has waited longest for a word of ours; by keyboard like every list.
export function WaitingList({ rows }: { rows: Waiting[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const now = useNow();
  const list = useRows(rows, {
    idOf: row => row.case_id,
    open: row => void navigate({ to: `/case/${row.case_id}` }),
  });
  if (rows.length === 0) return null;
  const since = (at: string) => formats.span((now - new Date(at).getTime()) / 1000);
  return (
    <section className={classes.section} aria-labelledby="now-waiting">
      <h2 id="now-waiting" className={classes.heading}>
        {t('now.waiting')}
      </h2>
      <Scroll label={t('now.waiting')}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows */}
        <table className={classes.cards} onClick={list.onClick}>
          <thead>
            <tr>
              <th>{t('now.waits')}</th>
              <th>{t('now.case')}</th>
              <th>{t('now.customer')}</th>
              <th>{t('now.owner')}</th>
              <th>{t('now.due')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr
                key={row.case_id}
                data-row={row.case_id}
                data-current={row.case_id === list.current || undefined}
              >
                <td data-label={t('now.waits')}>{since(row.waiting_since)}</td>
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
                <td data-label={t('now.customer')}>
                  <bdi>{row.customer_name}</bdi>
                </td>
                <td data-label={t('now.owner')}>
                  <bdi>{row.owner_name || t('person.nobody')}</bdi>
                </td>
                <td data-label={t('now.due')}>{row.next_due_at && formats.due(row.next_due_at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
