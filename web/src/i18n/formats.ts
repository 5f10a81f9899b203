// Dates, numbers and spans of time as the reader's language writes them. What Intl writes with costs
// more to make than to use, so each is made once, when it is first needed.
import { useTranslation } from 'react-i18next';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/// English is written as in Britain, as the server writes it: the day before the month.
export const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language);

/// The same answer for the same words, found once.
function once<K extends string, T>(find: (key: K) => T): (key: K) => T {
  const found = new Map<K, T>();
  return key => {
    const known = found.get(key) ?? find(key);
    found.set(key, known);
    return known;
  };
}

type Unit = 'day' | 'hour' | 'minute';
type Width = 'long' | 'short';
const counted = once((wish: `${Width} ${Unit} ${string}`) => {
  const [unitDisplay, unit, language] = wish.split(' ') as [Width, Unit, string];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay });
});
const listed = once((language: string) => {
  const type = language === 'he' ? 'conjunction' : 'unit';
  return new Intl.ListFormat(language, { type, style: 'narrow' });
});

/// "2 hours 15 minutes": at most two units, the larger first; less than a minute counts as one.
export function spanText(language: string, seconds: number): string {
  let rest = Math.max(60, Math.abs(seconds));
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    // In Hebrew a single one is named, not counted.
    const text = counted(`long ${unit} ${language}`).format(n);
    if (n > 0) parts.push(language === 'he' && n === 1 ? text.replace('1', '').trim() : text);
    if (parts.length === 2 || (parts.length === 1 && n === 0)) break;
  }
  return listed(language).format(parts);
}

/// "2 hr 15 min", where there is little room.
export function shortSpanText(language: string, seconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
  const sizes = [
    ['day', Math.floor(minutes / 1_440)],
    ['hour', Math.floor(minutes / 60) % 24],
    ['minute', minutes % 60],
  ] as const;
  const parts = sizes
    .slice(
      Math.max(
        0,
        sizes.findIndex(([, n]) => n > 0),
      ),
    )
    .slice(0, 2)
    .filter(([, n]) => n > 0)
    .map(([unit, n]) => counted(`short ${unit} ${language}`).format(n));
  return parts.join(' ');
}

function sameDay(a: Date, b: Date) {
  return a.toDateString() === b.toDateString();
}

const isMidnight = (at: Date) => at.getHours() === 0 && at.getMinutes() === 0;
const dayBefore = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate() - 1);

export const formatsOf = once((tag: string) => {
  const language = localeOf(tag);
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const dayOfYear = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const everyYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long' });
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' });
  const fullDay = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const number = new Intl.NumberFormat(language);
  const near = (at: Date) => (at.getFullYear() === new Date().getFullYear() ? day : dayOfYear);
  // A date of the calendar is the same day everywhere.
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  function instant(text: string) {
    const at = new Date(text);
    if (sameDay(at, new Date())) return time.format(at);
    return `${near(at).format(at)} ${time.format(at)}`;
  }
  return {
    date: (on: string) => date.format(new Date(on)),
    time: (at: string) => time.format(new Date(at)),
    day: (at: string) => near(new Date(at)).format(new Date(at)),
    /// A day that comes every year.
    dayOfYear: (month: number, day: number) => everyYear.format(new Date(2024, month - 1, day)),
    full: (at: string) => full.format(new Date(at)),
    /// The time alone today, else day and time.
    instant,
    /// A deadline: what is due when a day is over is due on that day, not at the next one's 0:00.
    due(text: string) {
      const at = new Date(text);
      if (!isMidnight(at)) return instant(text);
      const last = dayBefore(at);
      return near(last).format(last);
    },
    fullDue(text: string) {
      const at = new Date(text);
      return isMidnight(at) ? fullDay.format(dayBefore(at)) : full.format(at);
    },
    number: (n: number) => number.format(n),
    span: (seconds: number) => spanText(language, seconds),
    shortSpan: (seconds: number) => shortSpanText(language, seconds),
    /// A small file is a kilobyte, as file managers say: none is empty that holds something.
    size(bytes: number) {
      const large = bytes >= 1_000_000;
      const kilobytes = bytes > 0 ? Math.max(1, bytes / 1_000) : 0;
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit: large ? 'megabyte' : 'kilobyte',
        maximumFractionDigits: large ? 1 : 0,
      }).format(large ? bytes / 1_000_000 : kilobytes);
    },
  };
});

export function useFormats() {
  const { i18n } = useTranslation();
  return formatsOf(i18n.language);
}
