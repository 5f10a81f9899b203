import { expect, test } from 'vitest';
import { pages } from './pages';

test('no two pages are reached by the same keys', () => {
  const keys = pages.flatMap(page => page.menu?.keys ?? []);
  expect(keys.length).toBeGreaterThan(8);
  expect([...new Set(keys)]).toEqual(keys);
});
