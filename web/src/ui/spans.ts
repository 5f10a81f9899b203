// Spans of days that people ask for, counted back from a day.
const day = 86_400_000;

export const dateText = (at: Date) =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;

export const spans = ['week', 'month', 'quarter', 'year'] as const;
export type Span = (typeof spans)[number];
const days: Record<Span, number> = { week: 7, month: 28, quarter: 91, year: 364 };
const grains: Record<Span, 'day' | 'week' | 'month'> = {
  week: 'day',
  month: 'day',
  quarter: 'week',
  year: 'month',
};

export const grainOf = (span: Span) => grains[span];

/// The last so many days up to today.
export function spanUpTo(span: Span, today: Date) {
  return {
    from_on: dateText(new Date(today.getTime() - (days[span] - 1) * day)),
    through_on: dateText(today),
  };
}
