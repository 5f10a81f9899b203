// A word of hers: which of her messages can be it.
import type { Entry, Interaction } from '../case/queries';

/// What came from her and was written or said by a person; the newest first.
export const herMessages = (story: Entry[]): Interaction[] =>
  story
    .flatMap(({ interaction }) => (interaction ? [interaction] : []))
    .filter(({ direction, automatic }) => direction === 'inbound' && !automatic)
    .reverse();

/// What came at or after an instant; none: all.
export const saidSince = (messages: Interaction[], since?: string) =>
  messages.filter(({ at }) => !since || Date.parse(at) >= Date.parse(since));

const mostLetters = 40;
export function excerptOf(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  const letters = [...line];
  return letters.length > mostLetters ? `${letters.slice(0, mostLetters).join('')}…` : line;
}
