// The code on the box: on a phone and without a script she registers her device, and is told where
// she stands. For everyone who looks, by day and by night, in four languages.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type House, openHouse, people } from './house';
import { overTheEdge, violations } from './looks';

const phone = { width: 390, height: 844 };
const picture = {
  name: 'fis.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
};
const language = { en: 'en-GB', tr: 'tr-TR', hu: 'hu-HU', he: 'he-IL' };

let house: House;
let manager: Caller;
let box: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.administrator);
  const names = { en: 'Refrigerator', tr: 'Buzdolabı', hu: 'Hűtőgép', he: 'מקרר' };
  await manager.post('/product-groups', { code: 'cooling', names });
  const product = { group: 'cooling', manufacturer: 'Anka', model: '5230 NF', names };
  const { summary } = await manager.post('/products', product);
  box = new URL((await manager.get(`/products/${summary.id}/registration-link`)).url).pathname;
});
afterAll(() => house.stop());

test.each(['en', 'tr', 'hu', 'he'] as const)(
  'the_page_of_a_code_is_for_everyone_on_a_phone_by_day_and_by_night_in_%s',
  async code => {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await house.enter(undefined, {
        viewport: phone,
        locale: language[code],
        colorScheme,
      });
      await page.goto(box);
      expect(await page.locator('html').getAttribute('lang')).toBe(code);
      found.push(...(await violations(page, `the form by ${colorScheme}`)));
      expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
      // What is missing is marked, and what was typed stays.
      await page.locator('[name=name]').fill('Banu Ak');
      await page.locator('[name=contact]').fill('12');
      await page.locator('[name=sold_on]').fill('2026-01-10');
      await page.locator('button').click();
      await page.locator('#wrong-contact').waitFor();
      expect(await page.locator('[name=name]').inputValue()).toBe('Banu Ak');
      found.push(...(await violations(page, `the refused form by ${colorScheme}`)));
      expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
      await page.context().close();
    }
    expect(found).toEqual([]);
  },
);

test('she_registers_her_device_on_a_phone_without_a_script', async () => {
  const page = await house.enter(undefined, {
    viewport: phone,
    locale: 'he-IL',
    javaScriptEnabled: false,
  });
  const fill = async (name: string, contact: string) => {
    await page.goto(box);
    await page.getByLabel('מספר סידורי').fill('BX-44 11');
    await page.getByLabel('תאריך הקנייה').fill('2026-01-10');
    await page.getByLabel('תמונה של הקבלה').setInputFiles(picture);
    await page.getByLabel('שמך').fill(name);
    await page.getByLabel('טלפון או דוא״ל').fill(contact);
    await page.getByRole('button', { name: 'רישום' }).click();
  };
  await fill('דנה לוי', '+972 50 111 2233');
  await page.getByText('תודה, המכשיר נרשם').waitFor();
  await page.getByText('הקבלה נשמרה איתו.').waitFor();
  const [unit] = (await manager.get('/units?serial=BX4411')).items;
  expect(unit.owner.display_name).toBe('דנה לוי');
  // Sold on, and told by its new owner: a person answers, and her page says by when.
  await fill('נועם כהן', 'noam@example.com');
  await page.getByText('תודה, מישהו מאיתנו יבדוק').waitFor();
  await page.getByRole('link', { name: 'למעקב' }).click();
  await page.getByText('המכשיר שלי, נא לבדוק.').waitFor();
  const waiting = (await manager.get('/claims')).items;
  expect(waiting.map((one: { unit_id: string }) => one.unit_id)).toEqual([unit.id]);
  await page.context().close();
});
