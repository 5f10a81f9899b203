// Facts of a case as a form holds them and as the wire wants them.
import type { Fact } from './queries';

export type Known = Record<string, unknown>;

/// As it stands in a field: '' is not known.
export function shownFact(fact: Fact, known: Known): string {
  const value = known[fact.name];
  if (value === undefined || value === null) return '';
  if (fact.kind === 'money') return String(value).replace(/ [A-Z]{3}$/, '');
  return String(value);
}

/// As it is sent; null takes it back.
export function sentFact(fact: Fact, text: string, currency: string) {
  const said = text.trim();
  if (said === '') return null;
  if (fact.kind === 'truth') return said === 'true';
  if (fact.kind === 'number') return Number.isInteger(Number(said)) ? Number(said) : said;
  if (fact.kind === 'money') return `${said.replace(',', '.')} ${currency}`;
  return said;
}

/// Those that were touched, as the wire wants them.
export function sentFacts(facts: Fact[], texts: Record<string, string>, currency: string) {
  const sent: Known = {};
  for (const fact of facts)
    if (texts[fact.name] !== undefined)
      sent[fact.name] = sentFact(fact, texts[fact.name] ?? '', currency);
  return sent;
}
