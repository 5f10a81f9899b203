import { expect, test } from 'vitest';
import type { Template } from './queries';
import { bodyOf, firstItem, termsOf, valuesOf } from './terms';

test('what belongs to the other form of promise is left out', () => {
  const quantity = termsOf({ ...firstItem, form: 'quantity', before: '12:00' });
  expect(quantity).not.toHaveProperty('kind');
  expect(quantity).not.toHaveProperty('before');
  const dated = termsOf({ ...firstItem, form: 'dated', case_kinds: ['repair'] });
  expect(dated).toEqual({
    form: 'dated',
    names: {},
    kind: 'deliver_by',
    case_kind: 'order',
    within_days: 7,
    before: null,
  });
});

test('no choice is everything, and groups of parts go with parts alone', () => {
  expect(termsOf(firstItem)).toMatchObject({ case_kinds: null, components: null });
  const groups = { ...firstItem, part_groups: ['filter'] };
  expect(termsOf(groups).part_groups).toEqual(['filter']);
  expect(termsOf({ ...groups, components: ['labour'] }).part_groups).toBeNull();
});

test('what is saved unchanged is what stood there', () => {
  const applies = {
    groups: ['cooling'],
    products: ['prd_0000000000001'],
    countries: null,
    sold_from: '2026-01-01',
    sold_until: null,
  };
  const terms = {
    ...termsOf({ ...firstItem, names: { en: 'Free care' }, components: ['travel'] }),
  };
  const template = {
    names: { en: 'Care' },
    automatic: true,
    applies,
    promises: [terms],
  } as unknown as Template;
  expect(bodyOf(valuesOf(template))).toEqual({
    names: { en: 'Care' },
    automatic: true,
    applies,
    promises: [terms],
  });
});
