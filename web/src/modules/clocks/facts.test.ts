import { expect, test } from 'vitest';
import { sentFacts, shownFact } from './facts';
import type { Fact } from './queries';

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
