// For everyone who looks: no violation that axe knows, in both directions, by day and by night; and
// nothing that runs over the edge of a phone.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse, people } from './house';
import { overTheEdge, violations } from './looks';
import { type Place, placesOf } from './places';

let house: House;
let places: Place[];
beforeAll(async () => {
  house = await openHouse();
  places = await placesOf(await house.as(people.manager));
});
afterAll(() => house.stop());

const who = { English: people.english, Hebrew: people.hebrew };

describe.each(['light', 'dark'] as const)('by %s', colorScheme => {
  test.each(['English', 'Hebrew'] as const)(
    'axe_finds_nothing_on_any_page_in_%s',
    async language => {
      const page = await house.enter(who[language], { colorScheme });
      const found: string[] = [];
      for (const place of places) {
        await page.goto(place.path);
        await page.locator(place.shows).first().waitFor();
        await page.waitForLoadState('networkidle').catch(() => {});
        found.push(...(await violations(page, place.name)));
      }
      await page.goto('/app/queue');
      await page.locator('tbody tr').first().waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      found.push(...(await violations(page, 'keys')));
      await page.context().close();
      expect(found).toEqual([]);
    },
  );

  test('axe_finds_nothing_on_the_way_in', async () => {
    const page = await house.enter(undefined, { colorScheme, locale: 'he' });
    await page.goto('/app');
    await page.locator('form').waitFor();
    const found = await violations(page, 'sign in');
    await page.context().close();
    expect(found).toEqual([]);
  });
});

test.each(['English', 'Hebrew'] as const)(
  'nothing_runs_over_the_edge_of_a_phone_in_%s',
  async language => {
    const page = await house.enter(who[language], { viewport: { width: 390, height: 844 } });
    for (const place of places) {
      await page.goto(place.path);
      await page.locator(place.shows).first().waitFor();
      expect(await overTheEdge(page), `${place.name} is wider than the screen`).toBeLessThanOrEqual(
        0,
      );
    }
    await page.context().close();
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
