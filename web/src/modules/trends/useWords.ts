import { useTranslation } from 'react-i18next';
import { localeOf, useFormats } from '~/i18n/formats';
import type { Figures, Measure, Report, Unit } from './measures';

/// How figures, groups and days are written.
export function useWords(report: Report) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const percent = new Intl.NumberFormat(i18n.language, {
    style: 'percent',
    maximumFractionDigits: 1,
  });
  const short = new Intl.DateTimeFormat(localeOf(i18n.language), {
    day: report.grain === 'month' ? undefined : 'numeric',
    month: 'short',
    year: report.grain === 'month' ? 'numeric' : undefined,
    timeZone: 'UTC',
  });
  const countries = new Intl.DisplayNames(i18n.language, { type: 'region' });
  function value(figures: Figures, measure: Measure): string {
    const n = figures[measure.name];
    if (n === null || n === undefined) return '–';
    if (measure.as === 'percent') return percent.format(n / 100);
    if (measure.as === 'span') return n < 60 ? t('trends.under_a_minute') : formats.shortSpan(n);
    return formats.number(n);
  }
  function group(key: string): string {
    if (report.by === 'team') return report.groups.find(one => one.group === key)?.name ?? key;
    if (report.by === 'channel' || report.by === 'kind') return t(`${report.by}.${key}`);
    return report.by === 'country' && /^[A-Z]{2}$/.test(key) ? (countries.of(key) ?? key) : key;
  }
  /// How a chart writes its values.
  function drawn(as: Measure['as'], unit: Unit) {
    if (as === 'percent') return (n: number) => percent.format(n / 100);
    if (as !== 'span') return formats.number;
    const span = new Intl.NumberFormat(i18n.language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    });
    return (n: number) => span.format(n).replace(' ', '\u00a0'); // or it breaks at the axis
  }
  const day = (text: string) => short.format(new Date(text));
  return { value, drawn, group, day };
}
