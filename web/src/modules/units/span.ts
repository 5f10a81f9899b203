// A term as a bar: where it begins and ends within the years that are shown, in percent.
import type { Picture } from './queries';

export interface Shown {
  from: number; // milliseconds
  until: number;
}

const dayMs = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

/// From the first beginning to the last end, and today within it; half a year of air behind.
export function shownOf(picture: Pick<Picture, 'on' | 'terms'>): Shown {
  const days = [at(picture.on)];
  for (const term of picture.terms)
    for (const bar of term.bars) {
      if (bar.from_on) days.push(at(bar.from_on));
      if (bar.last_on) days.push(at(bar.last_on) + dayMs);
    }
  const from = Math.min(...days);
  const until = Math.max(...days);
  const air = Math.max((until - from) * 0.05, 30 * dayMs);
  return { from: from - air, until: until + air };
}

export const shareOf = (shown: Shown, ms: number) =>
  Math.min(100, Math.max(0, ((ms - shown.from) / (shown.until - shown.from)) * 100));

interface Stretch {
  from_on?: string | null;
  last_on?: string | null;
}

/// An end that is not known reaches to the edge.
export function barOf(shown: Shown, bar: Stretch) {
  const start = bar.from_on ? shareOf(shown, at(bar.from_on)) : 0;
  const end = bar.last_on ? shareOf(shown, at(bar.last_on) + dayMs) : 100;
  return { start, width: Math.max(end - start, 0.5) };
}

export const placeOf = (shown: Shown, day: string) => shareOf(shown, at(day));

/// The first days of the years within, at most eight of them.
export function yearsOf(shown: Shown): number[] {
  const first = new Date(shown.from).getUTCFullYear() + 1;
  const last = new Date(shown.until).getUTCFullYear();
  const step = Math.max(1, Math.ceil((last - first + 1) / 8));
  const years: number[] = [];
  for (let year = first; year <= last; year += step) years.push(year);
  return years;
}
