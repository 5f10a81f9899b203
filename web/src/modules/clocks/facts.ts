// Facts of a case as a form holds them and as the wire wants them.
import type { CaseLaw, Fact } from './queries';

export type Known = Record<string, unknown>;

/// As it stands in a field: '' is not known.
export function shownFact(fact: Fact, known: Known): string {
  const value = known[fact.name];
  if (value === undefined || value === null) return '';
  if (fact.kind === 'money') return String(value).replace(/ [A-Z]{3}$/, '');
  return String(value);
}

/// What the program knows and what a person says, which stands above it.
export function toldFacts(law: CaseLaw): Known {
  const told: Known = {};
  for (const one of law.known) told[one.name] = one.value;
  return { ...told, ...(law.matter?.facts as Known) };
}

/// Whether something that is said now stands against what the program knows.
export function isAgainst(law: CaseLaw, sent: Known): boolean {
  return law.known.some(one => {
    const said = sent[one.name];
    return said !== undefined && said !== null && String(said) !== one.value;
  });
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
