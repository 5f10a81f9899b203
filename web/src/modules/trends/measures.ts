// What is shown of a stretch of time: each measure knows its figure and how it is written.
import type { Schemas } from '~/api/client';

export type Report = Schemas['Trends'];
export type Point = Report['points'][number];
export type Figures = Report['total'];

type Name = keyof Figures;
export interface Measure {
  name: Name;
  as: 'count' | 'percent' | 'span' | 'rating';
}
export interface Picture {
  title: string; // a text's key
  measures: Measure[]; // the first is the one that is compared between groups
  kind: 'line' | 'bar';
}

export const pictures: Picture[] = [
  {
    title: 'trends.answer_times',
    kind: 'line',
    measures: [
      { name: 'answer_working_median_seconds', as: 'span' },
      { name: 'answer_working_p90_seconds', as: 'span' },
      { name: 'answer_median_seconds', as: 'span' },
      { name: 'answer_p90_seconds', as: 'span' },
    ],
  },
  {
    title: 'trends.kept_promises',
    kind: 'line',
    measures: [{ name: 'kept_percent', as: 'percent' }],
  },
  {
    title: 'trends.content_customers',
    kind: 'line',
    measures: [
      { name: 'satisfied_percent', as: 'percent' },
      { name: 'content_percent', as: 'percent' },
      { name: 'reopened_percent', as: 'percent' },
    ],
  },
  {
    title: 'trends.volume',
    kind: 'bar',
    measures: [
      { name: 'opened', as: 'count' },
      { name: 'answered', as: 'count' },
      { name: 'closed', as: 'count' },
    ],
  },
];

export const units = { minute: 60, hour: 3_600 } as const;
export type Unit = keyof typeof units;

/// What spans are drawn in: below an hour minutes say more.
export function unitOf(report: Report, picture: Picture): Unit {
  const spans = picture.measures.filter(({ as }) => as === 'span');
  const all = report.points.flatMap(point => spans.map(({ name }) => Number(point[name] ?? 0)));
  return Math.max(0, ...all) < units.hour ? 'minute' : 'hour';
}

/// As a chart draws it.
export function drawn(figures: Figures, measure: Measure, unit: Unit): number | null {
  const value = figures[measure.name];
  if (value === null || value === undefined) return null;
  return measure.as === 'span' ? value / units[unit] : value;
}

export interface Line {
  key: string;
  label: string;
}
export interface Row {
  day: string;
  [line: string]: string | number | null;
}

/// One row a stretch of time, one line a measure; with groups one line a group, of the measure that
/// is compared.
export function rowsOf(report: Report, picture: Picture): Row[] {
  const unit = unitOf(report, picture);
  // A day on which nothing happened is a gap, not left out.
  const rows = new Map<string, Row>(report.starts.map(day => [day, { day }]));
  const [first] = picture.measures;
  for (const point of report.points) {
    const row = rows.get(point.from_on) ?? { day: point.from_on };
    rows.set(point.from_on, row);
    if (report.by !== 'all' && first) row[point.group] = drawn(point, first, unit);
    else for (const measure of picture.measures) row[measure.name] = drawn(point, measure, unit);
  }
  return [...rows.values()];
}
