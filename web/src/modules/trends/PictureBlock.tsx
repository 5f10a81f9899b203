import { Skeleton } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import classes from '~/ui/figures.module.css';
import { Scroll } from '~/ui/Scroll';
import { type Line, type Picture, type Report, rowsOf, unitOf } from './measures';
import own from './trends.module.css';
import { useWords } from './useWords';

const Chart = lazy(() => import('./Chart'));
const mostLines = 8;

function useLines(report: Report, picture: Picture): Line[] {
  const { t } = useTranslation();
  const words = useWords(report);
  if (report.by === 'all')
    return picture.measures.map(({ name }) => ({ key: name, label: t(`figure.${name}`) }));
  return report.groups.map(({ group }) => ({ key: group, label: words.group(group) }));
}

/// A picture of some figures, and the same figures as a table beside it.
export function PictureBlock({ report, picture }: { report: Report; picture: Picture }) {
  const { t } = useTranslation();
  const words = useWords(report);
  const lines = useLines(report, picture);
  const title = t(picture.title);
  const [first] = picture.measures;
  const rows = rowsOf(report, picture);
  const shown = lines.slice(0, mostLines);
  const hasValues = rows.some(row => shown.some(({ key }) => typeof row[key] === 'number'));
  const isGrouped = report.by !== 'all';
  return (
    <section className={classes.section} aria-label={title}>
      <h2 className={classes.heading}>
        {title}
        {isGrouped && first && ` · ${t(`figure.${first.name}`)}`}
      </h2>
      <div className={own.pair}>
        <div className={own.chart} aria-hidden>
          {hasValues ? (
            <Suspense fallback={<Skeleton h={240} />}>
              <Chart
                kind={picture.kind}
                rows={rows}
                lines={shown}
                said={words.drawn(first?.as ?? 'count', unitOf(report, picture))}
                day={words.day}
              />
            </Suspense>
          ) : (
            <p className={own.nothing}>{t('trends.nothing_drawn')}</p>
          )}
        </div>
        <div className={own.table}>
          <Scroll label={title}>
            <table className={classes.cards}>
              <thead>
                <tr>
                  <th>{t(isGrouped ? `by.${report.by}` : 'trends.from')}</th>
                  {picture.measures.map(({ name }) => (
                    <th key={name} className={classes.number}>
                      {t(`figure.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {isGrouped
                  ? report.groups.map(group => (
                      <tr key={group.group}>
                        <th scope="row">
                          <bdi>{words.group(group.group)}</bdi>
                        </th>
                        {picture.measures.map(measure => (
                          <td
                            key={measure.name}
                            className={classes.number}
                            data-label={t(`figure.${measure.name}`)}
                          >
                            {words.value(group, measure)}
                          </td>
                        ))}
                      </tr>
                    ))
                  : report.points.map(point => (
                      <tr key={point.from_on}>
                        <th scope="row">{words.day(point.from_on)}</th>
                        {picture.measures.map(measure => (
                          <td
                            key={measure.name}
                            className={classes.number}
                            data-label={t(`figure.${measure.name}`)}
                          >
                            {words.value(point, measure)}
                          </td>
                        ))}
                      </tr>
                    ))}
              </tbody>
            </table>
          </Scroll>
        </div>
      </div>
    </section>
  );
}
