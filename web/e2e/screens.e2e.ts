// The pictures in docs/screens, taken by `./dev web screens`: each main page in two languages, one of
// them from right to left.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse, people } from './house';
import { goTo } from './looks';
import { aRemedy, aSalePromise, managersPlaces, type Place, placesOf } from './places';

const folder = join(import.meta.dirname, '../../docs/screens');
const isWanted = process.env.VEFA_SCREENS === '1';
const desk = { width: 1400, height: 860 };
const phone = { width: 390, height: 844 };
const languages = ['tr', 'he'] as const;
type Language = (typeof languages)[number];
const agents = { tr: people.turkish, he: people.hebrew };
const ofAgents =
  'promises queue case case-by-law case-with-bill case-documents new-case search customer units unit pack'.split(
    ' ',
  );
const ofManagers = ['now', 'trends', 'recovery', 'ratings'];
const settings: Place = { name: 'settings', path: '/app/settings', shows: 'h2' };
const whole = ['case', 'case-by-law', 'case-with-bill', 'unit', 'import', 'remedies']; // shown to their ends
/// A file as a dealer sends it, one row of which is wrong.
const soldUnits = [
  'Seri no;Barkod;Müşteri;E-posta;Satış tarihi;Fatura no',
  'BX-5001-7;4006381333931;Ayla Demir;ayla.demir@ornek.example;15.03.2026;F-2026-118',
  'BX-5002-4;4006381333931;Mert Kaya;mert.kaya@ornek.example;16.03.2026;F-2026-119',
  'BX-5003-1;4006381333931;Selin Er;selin.er;17.03.2026;F-2026-120',
].join('\n');
const unfolded: Record<string, string> = {
  'case-by-law': 'aside details > summary',
  pack: 'main details > summary',
};

let house: House;
let empty: House;
let places: Place[];
beforeAll(async () => {
  if (!isWanted) return;
  mkdirSync(folder, { recursive: true });
  [house, empty] = await Promise.all([openHouse(), openHouse({ demo: false })]);
  places = await placesOf(house);
});
afterAll(async () => {
  await house?.stop();
  await empty?.stop();
});

const heightOf = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight);

async function picture(page: Page, name: string, isWhole = false) {
  // The window grows, since the menu beside a long page is as high as the window.
  if (isWhole) await page.setViewportSize({ ...desk, height: await heightOf(page) });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  if (isWhole) await page.setViewportSize(desk);
}

async function pictures(page: Page, shown: Place[], who: string, language: Language) {
  for (const place of shown) {
    await goTo(page, place);
    const folded = unfolded[place.name];
    if (folded) {
      await page.locator(folded).first().click();
      await page.locator('details[open] li').first().waitFor();
    }
    // What draws a chart comes after the page.
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    await picture(page, `${who}-${place.name}-${language}`, whole.includes(place.name));
  }
}

test.runIf(isWanted).each(languages)('pictures_of_an_agents_pages_in_%s', async language => {
  const page = await house.enter(agents[language], { viewport: desk });
  await pictures(
    page,
    places.filter(one => ofAgents.includes(one.name)),
    'agent',
    language,
  );
  await page.setViewportSize(phone);
  await goTo(page, { name: 'phone', path: '/app/promises', shows: 'h1' });
  await picture(page, `agent-phone-${language}`);
  await page.context().close();
});

test.runIf(isWanted).each(languages)('pictures_of_a_managers_pages_in_%s', async language => {
  await (await house.as(people.manager)).speak(language);
  const page = await house.enter(people.manager, { viewport: desk });
  const shown = managersPlaces.filter(one => ofManagers.includes(one.name));
  await pictures(page, shown, 'manager', language);
  await page.context().close();
});

test.runIf(isWanted).each(languages)('pictures_of_the_settings_in_%s', async language => {
  await (await house.as(people.administrator)).speak(language);
  const admin = await house.as(people.administrator);
  const standard = (await admin.get('/standards')).items[0].id;
  const calendar = (await admin.get('/calendars')).items[0].id;
  const promised = await aSalePromise(admin);
  await aRemedy(admin);
  const goods = await admin.post('/imports?target=units&name=units.csv', soldUnits);
  const page = await house.enter(people.administrator, { viewport: desk });
  const shown = [
    settings,
    { name: 'standard', path: `/app/settings/standards/${standard}`, shows: 'form' },
    { name: 'remedies', path: '/app/settings/remedies', shows: 'tbody tr' },
    { name: 'import', path: `/app/settings/imports/${goods.id}`, shows: 'h2' },
    { name: 'sale-promises', path: `/app/settings/sale-promises/${promised}`, shows: 'form' },
    { name: 'calendar', path: `/app/settings/calendars/${calendar}`, shows: 'form' },
  ];
  await pictures(page, shown, 'admin', language);
  await page.context().close();
});

const letter = (from: string, subject: string, text: string) =>
  [
    `From: ${from}`,
    'To: destek@anka.example',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Message-ID: <picture.${Date.now()}.${text.length}@musteri.example>`,
    `Date: ${new Date().toUTCString()}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
  ].join('\r\n');
const subjects = { tr: 'Fırının kapağı kapanmıyor', he: 'דלת התנור אינה נסגרת' };
const letters = {
  tr: letter(
    'Selin Er <selin.er@musteri.example>',
    subjects.tr,
    'Merhaba, fırının kapağı dünden beri kapanmıyor. Ne yapmalıyım?',
  ),
  he: letter(
    'Dana Levi <dana.levi@musteri.example>',
    subjects.he,
    'שלום, דלת התנור אינה נסגרת מאז אתמול. מה עליי לעשות?',
  ),
};

/// As she has it in the mail: behind its signed link, on a phone, without a script.
test.runIf(isWanted).each(languages)('pictures_of_her_own_page_in_%s', async language => {
  const manager = await house.as(people.manager);
  await manager.post('/intake/email', letters[language]);
  let link = '';
  await expect
    .poll(async () => {
      const cases: { id: string; subject: string }[] = (await manager.get('/cases')).items;
      const made = cases.find(one => subjects[language] === one.subject);
      const story = made ? JSON.stringify(await manager.get(`/cases/${made.id}/timeline`)) : '';
      link = /\/c\/[\w.-]+/.exec(story)?.[0] ?? '';
      return link;
    })
    .not.toBe('');
  const page = await house.enter(undefined, {
    viewport: { width: 420, height: 1000 },
    javaScriptEnabled: false,
  });
  await page.goto(link);
  await picture(page, `case-${language}`);
  await page.context().close();
});

test.runIf(isWanted)('picture_of_the_page_of_the_api', async () => {
  const page = await house.enter(undefined, { viewport: { width: 1200, height: 900 } });
  await page.goto('/api');
  await picture(page, 'api');
  await page.context().close();
});

test.runIf(isWanted)('pictures_of_the_guided_set_up', async () => {
  const password = 'a raven lands 7 times';
  const way = await empty.enter(undefined, { viewport: desk, locale: 'tr-TR' });
  await way.goto('/app');
  await way.locator('form').waitFor();
  await picture(way, 'admin-first-start-tr');
  await way.context().close();
  const body = { company_name: 'Ege Beyaz Eşya', name: 'Deniz Kaya', email: 'deniz@ege.example' };
  for (const language of languages) {
    const page = await empty.enter(undefined, { viewport: desk, timezoneId: 'Europe/Istanbul' });
    if (language === 'tr') {
      const made = await page.request.post('/api/v1/first-start', {
        data: { ...body, password, language },
        headers: { 'X-Vefa-Request': '1' },
      });
      if (!made.ok()) throw new Error(await made.text());
    }
    await page.request.post('/api/v1/session', { data: { email: body.email, password } });
    const { person } = await (await page.request.get('/api/v1/me')).json();
    await page.request.patch('/api/v1/me', {
      data: { version: person.version, language },
      headers: { 'X-Vefa-Request': '1' },
    });
    await goTo(page, { name: 'set-up', path: '/app/settings/set-up', shows: 'form' });
    await picture(page, `admin-set-up-${language}`);
    await page.context().close();
  }
});
