import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
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
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing={4} fz="sm" className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('coverage.term')}</Table.Th>
            <Table.Th>{t('coverage.component')}</Table.Th>
            <Table.Th>{t('coverage.payer')}</Table.Th>
            <Table.Th>{t('coverage.from')}</Table.Th>
            <Table.Th>{t('coverage.until')}</Table.Th>
            <Table.Th>{t('coverage.holds')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {picture.terms.flatMap((term, index) =>
            term.bars.map((bar, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
              <Table.Tr key={`${index}.${at}`}>
                <Table.Td>
                  <bdi>{nameOf(term)}</bdi>
                </Table.Td>
                <Table.Td>
                  {t('coverage.share', {
                    component: t(`component.${bar.component}`),
                    percent: bar.percent,
                  })}
                </Table.Td>
                <Table.Td>{t(`payer.${bar.payer}`)}</Table.Td>
                <Table.Td>{bar.from_on ? formats.date(bar.from_on) : '–'}</Table.Td>
                <Table.Td>
                  {bar.last_on ? formats.date(bar.last_on) : t('coverage.open')}
                  {bar.repair_days > 0 && (
                    <Text span size="xs" c="dimmed">
                      {' '}
                      {t('coverage.repair_days', { count: bar.repair_days })}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>{t(`verdict.${bar.verdict}`)}</Table.Td>
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
