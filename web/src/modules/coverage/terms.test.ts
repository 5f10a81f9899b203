import { expect, test } from 'vitest';
import type { Line, Template } from './queries';
import { bodyOf, firstItem, lineOf, valuesOf } from './terms';

test('what is saved unchanged is what stood there', () => {
  const line = {
    component: 'parts',
    percent: 80,
    payer: 'provider',
    start: 'given',
    months: 36,
    usage: [
      { meter: 'hours', amount: 900 },
      { meter: 'starts', amount: 4000 },
    ],
    ends: 'at_all',
    max_visits: 4,
    included_groups: null,
    excluded_groups: ['hose'],
    excluded_causes: ['misuse'],
    extended_by_repair: true,
    transferable: false,
    consumers_only: true,
    max_amount_minor: 120_000,
    from_on: '2026-01-01',
    last_on: null,
    part_id: null,
  } as unknown as Line;
  const applies = {
    groups: ['fridge'],
    products: ['prd_0000000000001'],
    countries: ['TR'],
    sold_from: '2026-01-01',
    sold_until: null,
  };
  const template = {
    names: { en: 'Care' },
    source: 'extended',
    currency: 'TRY',
    automatic: true,
    applies,
    lines: [line],
  } as unknown as Template;
  expect(bodyOf(valuesOf(template))).toEqual({
    names: { en: 'Care' },
    source: 'extended',
    currency: 'TRY',
    automatic: true,
    applies,
    lines: [line],
  });
});

test('groups of parts go with parts alone, and how it ends with a limit of use', () => {
  const hose = { ...firstItem, excluded_groups: ['hose'] };
  expect(lineOf(hose).excluded_groups).toEqual(['hose']);
  expect(lineOf({ ...hose, component: 'labour' }).excluded_groups).toBeNull();
  expect(lineOf(firstItem)).toMatchObject({ usage: null, ends: null });
  const used = lineOf({ ...firstItem, meter: ' hours ', limit: 900 });
  expect(used).toMatchObject({ usage: [{ meter: 'hours', amount: 900 }], ends: 'at_any' });
});
