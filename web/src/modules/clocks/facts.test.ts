import { expect, test } from 'vitest';
import { isAgainst, sentFacts, shownFact, toldFacts } from './facts';
import type { CaseLaw, Fact } from './queries';

const fact = (name: string, kind: Fact['kind']) =>
  ({ name, kind, words: name, values: [] }) as Fact;
const facts = [
  fact('in_warranty', 'truth'),
  fact('price', 'money'),
  fact('customer', 'word'),
  fact('count', 'number'),
];

test('only what was touched is sent, and an emptied field takes the fact back', () => {
  expect(sentFacts(facts, { in_warranty: 'false', price: '499,90', customer: '' }, 'TRY')).toEqual({
    in_warranty: false,
    price: '499.90 TRY',
    customer: null,
  });
  expect(sentFacts(facts, { count: '3' }, 'TRY')).toEqual({ count: 3 });
});

test('a fact stands in its field as it was told', () => {
  const known = { in_warranty: true, price: '499.90 TRY' };
  expect(facts.map(one => shownFact(one, known))).toEqual(['true', '499.90', '', '']);
});

const known = (name: string, value: string) => ({ name, value }) as CaseLaw['known'][number];
const law = {
  known: [known('customer', 'consumer'), known('in_warranty', 'true')],
  matter: { facts: { in_warranty: false } },
} as unknown as CaseLaw;

test('what a person says stands above what the program knows', () => {
  expect(toldFacts(law)).toEqual({ customer: 'consumer', in_warranty: false });
});

test('only what is said otherwise than it is known asks for a reason', () => {
  expect(isAgainst(law, { customer: 'business' })).toBe(true);
  expect(isAgainst(law, { in_warranty: true })).toBe(false);
  expect(isAgainst(law, { in_warranty: null })).toBe(false);
  expect(isAgainst(law, { place: 'home' })).toBe(false);
});
