import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import classes from '~/ui/figures.module.css';
import { Scroll } from '~/ui/Scroll';
import { useRows } from '~/ui/useRows';
import type { Rating } from './queries';

export function RatingTable({ rows }: { rows: Rating[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const list = useRows(rows, {
    idOf: row => row.id,
    open: row => void navigate({ to: `/case/${row.case_id}` }),
  });
  return (
    <Scroll label={t('ratings.title')}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows */}
      <table className={classes.cards} onClick={list.onClick}>
        <thead>
          <tr>
            <th>{t('ratings.rating')}</th>
            <th>{t('now.case')}</th>
            <th>{t('now.customer')}</th>
            <th>{t('ratings.comment')}</th>
            <th>{t('ratings.when')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id} data-row={row.id} data-current={row.id === list.current || undefined}>
              <td
                className={row.rating * 5 <= row.scale * 2 ? classes.bad : undefined}
                data-label={t('ratings.rating')}
              >
                {t('ratings.of', {
                  rating: formats.number(row.rating),
                  scale: formats.number(row.scale),
                })}
              </td>
              <td className={classes.head}>
                <Link to={`/case/${row.case_id}`} className={classes.link}>
                  <bdi>{row.number}</bdi>
                </Link>
              </td>
              <td data-label={t('now.customer')}>
                <bdi>{row.customer_name}</bdi>
              </td>
              <td className={classes.words} dir="auto" title={row.comment}>
                {row.comment}
              </td>
              <td data-label={t('ratings.when')}>{formats.instant(row.answered_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
