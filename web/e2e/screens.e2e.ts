// The pictures in docs/screens, taken by `./dev web screens`: each main page in two languages.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, test } from 'vitest';
import { type House, openHouse, people } from './house';
import { placesOf } from './places';

const folder = join(import.meta.dirname, '../../docs/screens');
const isWanted = process.env.VEFA_SCREENS === '1';
const shown = ['promises', 'queue', 'case', 'new-case', 'search'];
const who = { tr: people.turkish, he: people.hebrew };

let house: House;
beforeAll(async () => {
  if (!isWanted) return;
  mkdirSync(folder, { recursive: true });
  house = await openHouse();
});
afterAll(() => house?.stop());

test.runIf(isWanted).each(['tr', 'he'] as const)(
  'pictures_of_the_main_pages_in_%s',
  async language => {
    const page = await house.enter(who[language], { viewport: { width: 1200, height: 800 } });
    const places = await placesOf(await house.as(people.manager));
    for (const place of places.filter(one => shown.includes(one.name))) {
      await page.goto(place.path);
      await page.locator(place.shows).first().waitFor();
      await page.waitForLoadState('networkidle').catch(() => {});
      await page.screenshot({
        path: join(folder, `agent-${place.name}-${language}.png`),
        fullPage: place.name === 'case',
      });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/app/promises');
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    await page.screenshot({ path: join(folder, `agent-phone-${language}.png`) });
    await page.context().close();
  },
);
