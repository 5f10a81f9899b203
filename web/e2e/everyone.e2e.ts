// For everyone who looks: no violation that axe knows, in both directions, by day and by night; and
// nothing that runs over the edge of a phone. The settings are looked at in settings.e2e.ts.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse, people } from './house';
import { violations, wrongFor } from './looks';
import { managersPlaces, type Place, placesOf, settingsPlaces } from './places';

let house: House;
let places: Place[];
beforeAll(async () => {
  house = await openHouse();
  places = await placesOf(house);
});
afterAll(() => house.stop());

test.each(['english', 'hebrew'] as const)(
  'every_page_is_for_everyone_by_day_and_by_night_and_on_a_phone_in_%s',
  async language => {
    expect(await wrongFor(house, people[language], places)).toEqual([]);
  },
);

test('every_page_that_there_is_is_looked_at', async () => {
  const admin = await house.as(people.administrator);
  const looked = [...places, ...managersPlaces, ...(await settingsPlaces(admin))];
  const source = join(import.meta.dirname, '../src/modules');
  const pages = globSync('*/page.ts', { cwd: source }).flatMap(file =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/path: '([^']+)'/g)].map(
      found => found[1] ?? '',
    ),
  );
  expect(pages.length).toBeGreaterThan(40);
  const isLookedAt = (page: string) => {
    const pattern = new RegExp(`^/app${page.replace(/\$\w+/g, '[^/?]+')}(\\?|$)`);
    return looked.some(place => pattern.test(place.path));
  };
  expect(pages.filter(page => !isLookedAt(page))).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'axe_finds_nothing_on_the_way_in_and_on_the_keys_by_%s',
  async colorScheme => {
    const page = await house.enter(undefined, { colorScheme, locale: 'he' });
    await page.goto('/app');
    await page.locator('form').waitFor();
    const found = await violations(page, 'sign in');
    await page.context().close();
    const inside = await house.enter(people.hebrew, { colorScheme });
    await inside.goto('/app/queue');
    await inside.locator('tbody tr').first().waitFor();
    await inside.keyboard.press('?');
    await inside.getByRole('dialog').waitFor();
    found.push(...(await violations(inside, 'keys')));
    await inside.context().close();
    expect(found).toEqual([]);
  },
);

test('a_page_that_is_not_mine_looks_like_one_that_is_none', async () => {
  const page = await house.enter(people.english);
  const texts: string[] = [];
  for (const path of ['/app/case/cas_0000000000042', '/app/no-such-page', '/app/case/nonsense']) {
    await page.goto(path);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    texts.push((await page.locator('main').textContent()) ?? '');
  }
  expect(new Set(texts).size).toBe(1);
  await page.context().close();
});
