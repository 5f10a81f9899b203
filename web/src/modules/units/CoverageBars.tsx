import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import figures from '~/ui/figures.module.css';
import { Scroll } from '~/ui/Scroll';
import type { Picture, Term } from './queries';
import { barOf, placeOf, shownOf, yearsOf } from './span';
import classes from './units.module.css';

type Bar = Term['bars'][number];

function useTermName() {
  const { t } = useTranslation();
  return (term: Term) => {
    const source = t(`coverage_source.${term.source}`);
    const name = term.name || term.rule;
    return name ? `${source}: ${name}` : source;
  };
}

function useBarText() {
  const { t } = useTranslation();
  const formats = useFormats();
  return (bar: Bar) => {
    const share = t('coverage.share', {
      component: t(`component.${bar.component}`),
      percent: bar.percent,
    });
    const until = bar.last_on
      ? t('coverage.through', { day: formats.date(bar.last_on) })
      : t('coverage.open');
    return `${share} · ${until}`;
  };
}

const roomForYear = 90; // percent: a year that begins later has no room for its number

/// One bar a line, beside what it pays (above it on a phone), under the name of its term: what holds
/// is full, what does not is hatched. For the eye alone: the table below says the same in words.
export function CoverageBars({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const nameOf = useTermName();
  const textOf = useBarText();
  const shown = shownOf(picture);
  return (
    <div className={classes.picture} aria-hidden>
      <div className={classes.axis}>
        {yearsOf(shown)
          .map(year => ({ year, place: placeOf(shown, `${year}-01-01`) }))
          .map(({ year, place }) => (
            <span key={year} className={classes.year} style={{ insetInlineStart: `${place}%` }}>
              {place < roomForYear && year}
            </span>
          ))}
        <div
          className={classes.today}
          style={{ insetInlineStart: `${placeOf(shown, picture.on)}%` }}
          title={t('coverage.asked_day')}
        />
      </div>
      {picture.terms.map((term, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: terms have no other name
        <div key={index} className={classes.term}>
          <Text size="xs" fw={600}>
            <bdi className={classes.over}>{nameOf(term)}</bdi>
          </Text>
          {term.bars.map((bar, at) => {
            const { start, width } = barOf(shown, bar);
            return (
              <div
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a term have no other name
                key={at}
                className={classes.row}
              >
                <span className={classes.label}>
                  <span className={classes.over}>{textOf(bar)}</span>
                </span>
                <div className={classes.track}>
                  <div
                    className={classes.bar}
                    data-holds={bar.verdict === 'covers'}
                    style={{ insetInlineStart: `${start}%`, inlineSize: `${width}%` }}
                  />
                </div>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

export function CoverageTable({ picture }: { picture: Picture }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const nameOf = useTermName();
  return (
    <Scroll label={t('coverage.title')}>
      <table className={figures.cards}>
        <thead>
          <tr>
            <th>{t('coverage.term')}</th>
            <th>{t('coverage.component')}</th>
            <th>{t('coverage.payer')}</th>
            <th>{t('coverage.from')}</th>
            <th>{t('coverage.until')}</th>
            <th>{t('coverage.holds')}</th>
          </tr>
        </thead>
        <tbody>
          {picture.terms.flatMap((term, index) =>
            term.bars.map((bar, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
              <tr key={`${index}.${at}`}>
                <th scope="row">
                  <bdi>{nameOf(term)}</bdi>
                </th>
                <td data-label={t('coverage.component')}>
                  {t('coverage.share', {
                    component: t(`component.${bar.component}`),
                    percent: bar.percent,
                  })}
                </td>
                <td data-label={t('coverage.payer')}>{t(`payer.${bar.payer}`)}</td>
                <td data-label={t('coverage.from')}>
                  {bar.from_on ? formats.date(bar.from_on) : '–'}
                </td>
                <td data-label={t('coverage.until')}>
                  {bar.last_on ? formats.date(bar.last_on) : t('coverage.open')}
                  {bar.repair_days > 0 && (
                    <Text span size="xs" c="dimmed">
                      {' '}
                      {t('coverage.repair_days', { count: bar.repair_days })}
                    </Text>
                  )}
                </td>
                <td data-label={t('coverage.holds')}>{t(`verdict.${bar.verdict}`)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </Scroll>
  );
}
