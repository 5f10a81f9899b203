// What a customer owns on a page of her own, in her language, on a phone and without a script; and
// a slip that the law wants signed, on our screen and on her page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { overTheEdge, violations } from './looks';

let house: House;
let manager: Caller;
let admin: Caller;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  admin = await house.as(people.administrator);
  await manager.speak('en');
  const names = { en: 'Refrigerators', tr: 'Buzdolapları', hu: 'Hűtőgépek', he: 'מקררים' };
  await admin.post('/product-groups', { code: 'refrigerator', names, legal_life_months: 120 });
  const gtin = '4006381333931';
  const called = { en: 'No-frost fridge', tr: 'No-frost buzdolabı', hu: 'No-frost hűtő' };
  await admin.post('/products', {
    ...{ group: 'refrigerator', manufacturer: 'Anka', model: '5230 NF', gtin },
    names: { ...called, he: 'מקרר נו פרוסט' },
  });
  await admin.send('PUT', '/documents/settings', {
    ...(await admin.get('/documents/settings')),
    station_contacts: 'Anka Servis, Bağdat Cad. 12, İstanbul',
    station_liabilities: { tr: 'İstasyon onarımdan sorumludur.' },
  });
});
afterAll(() => house.stop());

const said = {
  en: { name: 'Jane Doe', heading: 'Your devices', report: 'Report a fault or ask a question' },
  tr: { name: 'Ayşe Yılmaz', heading: 'Cihazlarınız', report: 'Arıza bildirin ya da soru sorun' },
  hu: { name: 'Kovács Anna', heading: 'Az Ön készülékei', report: 'Hiba bejelentése vagy kérdés' },
  he: { name: 'דנה לוי', heading: 'המכשירים שלך', report: 'דיווח על תקלה או שאלה' },
};
type Language = keyof typeof said;
const country = { en: 'TR', tr: 'TR', hu: 'HU', he: 'IL' };
const phone = { width: 390, height: 844 };

const free = {
  form: 'quantity',
  names: {
    ...{ en: 'Free maintenance', tr: 'Ücretsiz bakım', hu: 'Ingyenes karbantartás' },
    he: 'תחזוקה חינם',
  },
  ...{ quantity: 2, months: 36, case_kinds: ['maintenance'], components: ['labour', 'travel'] },
};

/// Someone with two devices, of which one case is about the first; and the page of that case.
async function anOwner(language: Language) {
  const sale = { country: country[language], sold_on: '2026-01-10', seller: 'Anka Kadıköy' };
  const first = await admin.post('/registrations', {
    customer: {
      ...{ kind: 'person', display_name: said[language].name, language },
      contacts: [{ kind: 'email', value: `${language}@example.com` }],
    },
    ...{ gtin: '4006381333931', serial: `${language}-1`, sale },
  });
  await admin.post(`/sales/${first.sale_id}/promises`, { terms: free });
  const { customer_id } = first;
  const second = { customer_id, gtin: '4006381333931', serial: `${language}-2` };
  await admin.post('/registrations', { ...second, sale: { ...sale, sold_on: '2019-05-02' } });
  const { id } = await manager.post('/cases', {
    ...{ customer_id, channel: 'phone', kind: 'repair', language },
    ...{ subject: 'It does not cool', text: 'Since yesterday.' },
  });
  await manager.send('PUT', `/cases/${id}/unit`, { unit_id: first.unit_id });
  const line = { component: 'labour', description: 'Way', unit_price: '10.00', tax_bp: 2000 };
  const quote = await manager.post(`/cases/${id}/quotes`, { lines: [line] });
  const page = new URL(quote.link).pathname.replace(/\/quotes\/.*/, '');
  return { id, page, unit: first.unit_id };
}

const picture = (page: Page, name: string) =>
  process.env.PICTURES &&
  page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });

async function looksRight(page: Page, name: string) {
  expect(await violations(page, name)).toEqual([]);
  expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
  await picture(page, name);
}

for (const language of Object.keys(said) as Language[])
  test(`she_sees_all_that_is_hers_and_reports_a_fault_in_${language}`, async () => {
    const { heading, report } = said[language];
    const owner = await anOwner(language);
    const page = await house.enter(undefined, { viewport: phone, javaScriptEnabled: false });
    await page.goto(owner.page);
    await page.locator('a[href^="/d/"]').click();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await page.locator('section.owned').count()).toBe(2);
    await page.getByText(report).last().click();
    await picture(page, `devices-${language}`);
    const form = page.locator('form').last();
    await form.locator('button').click();
    await page.locator('.wrong').waitFor();
    await form.locator('textarea').fill('…');
    await form.locator('button').click();
    await page.locator('a[href^="/c/"]').waitFor();
    await picture(page, `reported-${language}`);
    await page.context().close();

    const looking = await house.enter(undefined, { viewport: phone });
    await looking.goto(owner.page);
    await looksRight(looking, `her-case-${language}`);
    await looking.locator('a[href^="/d/"]').click();
    await looking.getByText(report).first().click();
    await looksRight(looking, `her-devices-${language}`);
    expect(complaints.get(looking)).toEqual([]);
    await looking.context().close();
  });

test('what_changed_hands_is_gone_from_her_page_and_from_the_code_on_its_paper', async () => {
  const product = (await admin.get('/products')).items[0];
  const { url } = await admin.get(`/products/${product.id}/registration-link`);
  const page = await house.enter(undefined, { viewport: phone, locale: 'tr-TR' });
  await page.goto(new URL(url).pathname);
  await page.getByLabel('Seri numarası').fill('BX-77');
  await page.locator('input[name=sold_on]').fill('2026-01-10');
  await page.locator('input[name=name]').fill('Banu Ak');
  await page.locator('input[name=contact]').fill('banu@example.com');
  await page.getByRole('button', { name: 'Kaydet' }).click();
  await looksRight(page, 'registered');
  // As by the code on its certificate: this device alone.
  await page.getByRole('link', { name: /Nelerin ücretsiz/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Cihazınız' }).waitFor();
  await page.getByText('Arıza bildirin').click();
  await looksRight(page, 'one-device');
  const paper = page.url();

  const [unit] = (await admin.get('/units?serial=BX-77')).items;
  const { id } = await manager.post('/cases', {
    ...{ customer_id: unit.owner.id, channel: 'phone', kind: 'question', language: 'tr' },
    ...{ subject: 'Filtre', text: 'Filtre nerede?' },
  });
  await manager.send('PUT', `/cases/${id}/unit`, { unit_id: unit.id });
  const line = { component: 'labour', description: 'Way', unit_price: '10.00', tax_bp: 2000 };
  const quote = await manager.post(`/cases/${id}/quotes`, { lines: [line] });
  await page.goto(new URL(quote.link).pathname.replace(/\/quotes\/.*/, ''));
  await page.locator('a[href^="/d/"]').click();
  await page.getByText('BX-77').waitFor();
  const all = page.url();

  const other = await manager.post('/customers', {
    ...{ kind: 'person', display_name: 'Cem Er', language: 'tr' },
    contacts: [{ kind: 'email', value: 'cem@example.com' }],
  });
  await admin.post(`/units/${unit.id}/transfer`, { customer_id: other.customer.id });
  await page.goto(all);
  await page.getByText('henüz yok').waitFor();
  await looksRight(page, 'no-devices');
  await page.goto(paper);
  await page.getByRole('link', { name: 'Artık sizin mi?' }).waitFor();
  await looksRight(page, 'device-gone');
  await page.context().close();
});

/// A few strokes of a hand.
async function draw(page: Page) {
  const canvas = page.locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no place to sign');
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  for (let x = 0; x < 160; x += 8)
    await page.mouse.move(box.x + 20 + x, box.y + box.height / 2 + 30 * Math.sin(x / 15));
  await page.mouse.up();
}

test('a_slip_that_the_law_wants_signed_is_signed_on_her_page_and_on_our_screen', async () => {
  const cases = (await manager.get('/cases')).items;
  const row = cases.find(
    (one: { customer_name: string; kind: string; subject: string }) =>
      one.subject.startsWith('It does') && one.customer_name === said.tr.name,
  );
  const values = {
    ...{ complaint: 'Soğutmuyor', request: 'Onarılsın', fault_found: 'Kompresör', price: '0' },
    ...{ work_done: 'Kompresör değişti', loaner_note: 'Verildi' },
  };
  const slip = await manager.post(`/cases/${row.id}/documents`, { kind: 'service_slip', values });
  const [quote] = (await manager.get(`/cases/${row.id}/quotes`)).items;
  const hers = new URL(quote.link).pathname.replace(/\/quotes\/.*/, '');

  const page = await house.enter(people.manager);
  await page.goto('/app/unsigned');
  await page.getByRole('link', { name: new RegExp(slip.number) }).waitFor();
  await looksRight(page, 'unsigned');

  const her = await house.enter(undefined, { viewport: phone });
  await her.goto(hers);
  await her.getByRole('link', { name: 'Lütfen imzalayın' }).click();
  await her.getByText('Kompresör değişti').waitFor();
  await looksRight(her, 'her-signature');
  await her.getByRole('button', { name: 'İmzala' }).click();
  await her.locator('.wrong').waitFor();
  await her.getByRole('checkbox').check();
  await her.getByRole('button', { name: 'İmzala' }).click();
  await her.getByText('imzanız belgeye eklendi').waitFor();
  await looksRight(her, 'her-signature-taken');
  expect(complaints.get(her)).toEqual([]);
  await her.context().close();

  await page.getByRole('link', { name: new RegExp(slip.number) }).click();
  await page.getByText('not signed yet').waitFor();
  await picture(page, 'half-signed');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Takes over').waitFor();
  await looksRight(page, 'signing-at-the-desk');
  await draw(page);
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByText('signed copy').first().waitFor();
  await looksRight(page, 'signed-copy');
  await page.goto('/app/unsigned');
  await page.getByText('Everything is signed').waitFor();
  await looksRight(page, 'unsigned-none');
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});
