// What a clerk keeps of a unit on its page: what its meters show, how it was sold and what proves
// it, and the code by which its owner registers it.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { overTheEdge, violations } from './looks';

let house: House;
let clerk: Caller;
let product: string;
beforeAll(async () => {
  house = await openHouse();
  const administrator = await house.as(people.administrator);
  await administrator.post('/product-groups', { code: 'fridge', names: { en: 'Fridges' } });
  const made = await administrator.post('/products', {
    ...{ group: 'fridge', manufacturer: 'Anka', model: '5230 NF' },
  });
  product = made.summary.id;
  clerk = await house.as(people.english);
});
afterAll(() => house.stop());

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

interface Registered {
  unit_id: string;
  sale_id: string;
  customer_id: string;
}
const registered = (name: string, serial: string, sold_on: string): Promise<Registered> =>
  clerk.post('/registrations', {
    customer: {
      ...{ kind: 'person', display_name: name, language: 'en', country: 'TR' },
      contacts: [{ kind: 'email', value: `${serial.toLowerCase()}@example.com` }],
    },
    ...{ product_id: product, serial, sale: { sold_on, country: 'TR' } },
  });

/// The law counts on a case about it, on which the customer says so: does it owe the repair still?
async function toldOf(unit_id: string, customer_id: string, said: string) {
  const { id } = await clerk.post('/cases', {
    ...{ customer_id, channel: 'phone', kind: 'repair' },
    ...{ subject: 'It does not cool', text: 'Since yesterday.' },
  });
  await clerk.send('PUT', `/cases/${id}/unit`, { unit_id });
  const owes = async () =>
    (await clerk.get(`/cases/${id}/law`)).clocks.some(
      (clock: { rule_id: string; state: string }) =>
        clock.rule_id === 'TR-03-in-warranty' && clock.state === 'running',
    );
  await expect.poll(owes, { timeout: 30_000 }).toBe(true);
  await clerk.post(`/cases/${id}/messages`, { channel: 'phone', text: `${said}.` });
  return owes;
}

async function takesTheWord(page: Page, said: string) {
  await page.getByRole('combobox', { name: 'The case on which the customer says so' }).click();
  await page.getByRole('option', { name: /It does not cool/ }).click();
  await page.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: said }).click();
  await page.getByLabel('In the customer’s words').fill(said);
}

async function closes(page: Page, dialog: Locator) {
  await dialog.waitFor({ state: 'detached' });
  expect(complaints.get(page)).toEqual([]);
}

test('a_meter_is_read_and_what_runs_back_is_refused_at_its_field', async () => {
  const { unit_id } = await registered('Jane Doe', 'M-1', day(90));
  await clerk.post(`/units/${unit_id}/readings`, { meter: 'hours', value: 1200 });
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Meter readings' });
  await panel.getByText('1,200').waitFor();
  await panel.getByRole('button', { name: 'Record a reading' }).click();
  const dialog = page.getByRole('dialog');
  const value = dialog.getByLabel('It shows');
  expect(await dialog.getByLabel(/^Meter/).inputValue()).toBe('hours');
  expect(await violations(page, 'a reading')).toEqual([]);
  await value.fill('1100');
  await dialog.getByRole('button', { name: 'Record a reading' }).click();
  await dialog.getByText(/1100 does not fit: the meter showed 1200/).waitFor();
  expect(await value.getAttribute('aria-invalid')).toBe('true');
  await value.fill('40');
  await dialog.getByText(/does not fit/).waitFor({ state: 'detached' });
  await dialog.getByLabel(/^The meter was replaced/).check();
  await dialog.getByLabel('Who read it').selectOption('technician');
  await dialog.getByLabel('Note').fill('The old one stood still');
  await dialog.getByRole('button', { name: 'Record a reading' }).click();
  await closes(page, dialog);
  await panel.getByText('(1,200 in all)').waitFor();
  await panel.getByText('All readings').click();
  await expect.poll(() => panel.getByText('The old one stood still').count()).toBe(2);
  const [newest] = (await clerk.get(`/units/${unit_id}/readings`)).items;
  expect([newest.value, newest.total, newest.replaced, newest.source]).toEqual([
    ...[40, 1200, true, 'technician'],
  ]);
  expect(await violations(page, 'unit with its readings')).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_mistyped_reading_is_put_right_and_stays_in_sight', async () => {
  const { unit_id } = await registered('Jane Doe', 'M-8', day(90));
  for (const value of [1200, 125000])
    await clerk.post(`/units/${unit_id}/readings`, { meter: 'hours', value });
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Meter readings' });
  await panel.getByText('All readings').click();
  await panel.getByRole('button', { name: 'Correct the reading of 125,000' }).click();
  const dialog = page.getByRole('dialog');
  const right = dialog.getByLabel('What it really showed');
  expect(await violations(page, 'a reading to put right')).toEqual([]);
  await right.fill('1100');
  await dialog.getByLabel('What was wrong with it').fill('One digit too many');
  await dialog.getByRole('button', { name: 'Correct the reading' }).click();
  await dialog.getByText(/1100 does not fit: the meter showed 1200/).waitFor();
  await right.fill('12500');
  await dialog.getByRole('button', { name: 'Correct the reading' }).click();
  await closes(page, dialog);
  await expect.poll(() => panel.getByText('12,500').count()).toBe(2);
  await panel.getByText('One digit too many').waitFor();
  const [newest] = (await clerk.get(`/units/${unit_id}`)).meters;
  expect([newest.value, newest.total]).toEqual([12500, 12500]);
  expect(await violations(page, 'unit with a reading put right')).toEqual([]);
  await page.context().close();
});

test('all_readings_are_paged_newest_first', async () => {
  const { unit_id } = await registered('Jane Doe', 'M-2', day(90));
  for (let hours = 1; hours <= 51; ++hours)
    await clerk.post(`/units/${unit_id}/readings`, { meter: 'hours', value: hours });
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Meter readings' });
  await panel.getByText('All readings').click();
  const all = panel.locator('details').getByRole('listitem');
  await expect.poll(() => all.count()).toBe(50);
  expect(await all.first().textContent()).toMatch(/hours: 51/);
  await panel.getByRole('button', { name: 'More' }).click();
  await expect.poll(() => all.count()).toBe(51);
  expect(await all.last().textContent()).toMatch(/hours: 1 /);
  expect(await violations(page, 'all readings')).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_meter_that_is_read_backdated_ends_what_the_law_owes_by_the_customers_word_alone', async () => {
  const { unit_id, customer_id } = await registered('Ayla Demir', 'M-3', day(1800));
  const manager = await house.as(people.manager);
  const line = { component: 'labour', percent: 100, payer: 'manufacturer', start: 'sale' };
  const template = await manager.post('/coverage-templates', {
    ...{ source: 'manufacturer', names: { en: 'Ten years' } },
    lines: [{ ...line, months: 120, usage: [{ meter: 'hours', amount: 10_000 }] }],
  });
  await manager.post(`/units/${unit_id}/coverages`, { template_id: template.id });
  const owes = await toldOf(unit_id, customer_id, 'It showed 12000 then');
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Meter readings' });
  await panel.getByRole('button', { name: 'Record a reading' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('It shows').fill('12000');
  await dialog.getByLabel('Read at').fill(`${day(5)}T10:00`);
  const go = dialog.getByRole('button', { name: 'Record a reading' });
  await go.click();
  await dialog.getByText('By this the law would owe the customer less').waitFor();
  await takesTheWord(page, 'It showed 12000 then');
  expect(await violations(page, 'a reading by a word of hers')).toEqual([]);
  expect(await owes()).toBe(true);
  await go.click();
  await closes(page, dialog);
  expect(await owes()).toBe(false);
  await page.context().close();
});

test('a_mistyped_sale_is_put_right_and_its_story_says_what_it_was', async () => {
  const { unit_id, sale_id } = await registered('Ece Kaya', 'C-1', day(60));
  await registered('Bora Aydın', 'C-2', day(60));
  await clerk.send('PATCH', `/sales/${sale_id}`, {
    ...{ version: 1, delivered_on: day(50), price: '99.90' },
    ...{ commissioned_on: day(49), commissioned_by: 'agent' },
  });
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Sales' });
  await panel.getByRole('button', { name: /^Correct/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Sold on').fill(day(-3));
  await dialog.getByLabel('Price').fill('999,90');
  await dialog.getByLabel('Delivered on').fill('');
  await dialog.getByLabel('Set up on').fill('');
  await dialog.getByLabel('Bought for a trade or profession').check();
  await dialog.getByRole('button', { name: 'Another one' }).click();
  await dialog.getByLabel('Customer by name').fill('Bora');
  await dialog.getByRole('button', { name: 'Bora Aydın' }).click();
  expect(await violations(page, 'putting a sale right')).toEqual([]);
  const go = dialog.getByRole('button', { name: 'Correct' });
  await go.click();
  await dialog.getByText(/This day is in the future/).waitFor();
  await dialog.getByLabel('Sold on').fill(day(70));
  await go.click();
  await dialog.getByText(/Say both when it was commissioned and by whom/).waitFor();
  await dialog.getByLabel('Set up by').selectOption('not known');
  await go.click();
  await closes(page, dialog);
  const now = await clerk.get(`/units/${unit_id}`);
  const [sale] = now.sales;
  expect([sale.sold_on, sale.price, sale.consumer, sale.customer.display_name]).toEqual([
    ...[day(70), '999.90', false, 'Bora Aydın'],
  ]);
  expect([sale.delivered_on, sale.commissioned_on, sale.commissioned_by]).toEqual([
    ...[null, null, null],
  ]);
  expect([now.summary.owner.display_name, now.summary.owned_from]).toEqual([
    ...['Bora Aydın', day(70)],
  ]);
  const story = page.getByRole('region', { name: 'Its story' });
  await expect
    .poll(() =>
      story
        .getByText(/^Price:/)
        .first()
        .textContent(),
    )
    .toMatch(/99\.90.*999\.90/);
  expect(await violations(page, 'the story of a sale')).toEqual([]);
  await page.context().close();
});

test('a_sale_is_recorded_corrected_and_voided_and_what_is_wrong_is_said_at_its_field', async () => {
  const { unit_id } = await registered('Ece Kaya', 'S-1', day(60));
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Sales' });
  await panel.getByRole('button', { name: 'Record a sale' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Sold on').fill(day(-3));
  await dialog.getByLabel('Seller', { exact: true }).fill('Kadıköy');
  await dialog.getByLabel('Invoice number').fill('F-77');
  await dialog.getByLabel('Price').fill('1250,50');
  await dialog.getByLabel('Set up on').fill(day(20));
  expect(await violations(page, 'recording a sale')).toEqual([]);
  await dialog.getByRole('button', { name: 'Record a sale' }).click();
  await dialog.getByText(/This day is in the future/).waitFor();
  expect(await dialog.getByLabel('Sold on').getAttribute('aria-invalid')).toBe('true');
  await dialog.getByLabel('Sold on').fill(day(30));
  await dialog.getByRole('button', { name: 'Record a sale' }).click();
  await dialog.getByText(/Say both when it was commissioned and by whom/).waitFor();
  await dialog.getByLabel('Set up by').selectOption('agent');
  await dialog.getByRole('button', { name: 'Record a sale' }).click();
  await closes(page, dialog);
  const sales = async () => (await clerk.get(`/units/${unit_id}`)).sales;
  const found = (await sales()).find((one: { number: string }) => one.number === 'F-77');
  expect([found.sold_on, found.price, found.currency, found.country]).toEqual([
    ...[day(30), '1250.50', 'TRY', 'TR'],
  ]);
  const row = panel.getByRole('listitem').filter({ hasText: 'F-77' });
  await row.getByText('Kadıköy').waitFor();

  await row.getByRole('button', { name: /^Correct/ }).click();
  expect(await dialog.getByRole('button', { name: 'Correct' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Delivered on').fill(day(28));
  expect(await violations(page, 'correcting a sale')).toEqual([]);
  // Somebody else writes another part of it meanwhile: neither is lost.
  await clerk.send('PATCH', `/sales/${found.id}`, { version: found.version, number: 'F-78' });
  await dialog.getByRole('button', { name: 'Correct' }).click();
  await dialog.getByText(/Meanwhile somebody else changed this sale/).waitFor();
  expect(await dialog.getByLabel('Invoice number').inputValue()).toBe('F-78');
  await dialog.getByRole('button', { name: 'Correct' }).click();
  await closes(page, dialog);
  const corrected = (await sales()).find((one: { id: string }) => one.id === found.id);
  expect([corrected.number, corrected.delivered_on, corrected.commissioned_by]).toEqual([
    ...['F-78', day(28), 'agent'],
  ]);

  const now = panel.getByRole('listitem').filter({ hasText: 'F-78' });
  await now.getByRole('button', { name: /^Void the sale/ }).click();
  await dialog.getByLabel('Why it is voided').fill('The invoice is another device’s');
  expect(await violations(page, 'voiding a sale')).toEqual([]);
  await dialog.getByRole('button', { name: 'Void the sale' }).click();
  await closes(page, dialog);
  await now.getByText('The invoice is another device’s').waitFor();
  expect(await now.getByRole('button').count()).toBe(0);
  expect(await violations(page, 'unit with its sales')).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_sale_that_the_law_counts_by_is_voided_by_the_customers_word', async () => {
  const { unit_id, customer_id, sale_id } = await registered('Ayla Demir', 'S-2', day(30));
  const owes = await toldOf(unit_id, customer_id, 'We bought it long ago');
  const older = { sold_on: day(1800), country: 'TR', number: 'F-1' };
  await clerk.post(`/units/${unit_id}/sales`, older);
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Sales' });
  const newer = panel.getByRole('listitem').filter({ hasNotText: 'F-1' });
  await newer.getByRole('button', { name: /^Void the sale/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why it is voided').fill('The invoice says so');
  await dialog.getByRole('button', { name: 'Void the sale' }).click();
  await dialog.getByText('By this the law would owe the customer less').waitFor();
  expect(await owes()).toBe(true);
  await takesTheWord(page, 'We bought it long ago');
  expect(await violations(page, 'voiding a sale by a word of hers')).toEqual([]);
  await dialog.getByRole('button', { name: 'Void the sale' }).click();
  await closes(page, dialog);
  const { sales } = await clerk.get(`/units/${unit_id}`);
  expect(sales.find((one: { id: string }) => one.id === sale_id).state).toBe('voided');
  await page.context().close();
});

test('the_day_of_a_sale_that_the_law_counts_by_is_corrected_by_the_customers_word', async () => {
  const { unit_id, customer_id, sale_id } = await registered('Ayla Demir', 'S-3', day(30));
  const owes = await toldOf(unit_id, customer_id, 'We bought it long ago');
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Sales' });
  await panel.getByRole('button', { name: /^Correct/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Sold on').fill(day(1800));
  await dialog.getByRole('button', { name: 'Correct' }).click();
  await dialog.getByText('By this the law would owe the customer less').waitFor();
  expect((await clerk.get(`/units/${unit_id}`)).sales[0].sold_on).toBe(day(30));
  await takesTheWord(page, 'We bought it long ago');
  expect(await violations(page, 'correcting a sale by a word of hers')).toEqual([]);
  await dialog.getByRole('button', { name: 'Correct' }).click();
  await closes(page, dialog);
  const [sale] = (await clerk.get(`/units/${unit_id}`)).sales;
  expect([sale.id, sale.sold_on]).toEqual([sale_id, day(1800)]);
  expect(await owes()).toBe(false);
  await page.context().close();
});

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('what_proves_a_sale_is_kept_and_shown_and_what_is_no_picture_is_downloaded', async () => {
  const { unit_id } = await registered('Mert Ak', 'P-1', day(10));
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit_id}`);
  const panel = page.getByRole('region', { name: 'Sales' });
  await panel.getByText('no proof yet').waitFor();
  await panel.getByRole('button', { name: /^Add the proof/ }).click();
  const dialog = page.getByRole('dialog');
  const choose = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
    const chooser = page.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'File', exact: true }).click();
    await (await chooser).setFiles(file);
    await dialog.getByText(file.name).waitFor();
  };
  const receipt = { name: 'receipt.png', mimeType: 'image/png', buffer: dot };
  await choose(receipt);
  expect(await violations(page, 'a chosen file')).toEqual([]);
  await dialog.getByRole('button', { name: 'Take the file away' }).click();
  await dialog.getByText(receipt.name).waitFor({ state: 'detached' });
  await choose(receipt);
  await dialog.getByLabel('What it is').selectOption('receipt');
  expect(await violations(page, 'adding a proof')).toEqual([]);
  await dialog.getByRole('button', { name: 'Add the proof' }).click();
  await closes(page, dialog);
  await panel.getByText('receipt', { exact: true }).waitFor();

  await panel.getByRole('button', { name: /^See it/ }).click();
  const picture = dialog.getByRole('img', { name: /^Proof of the sale of/ });
  await expect
    .poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth))
    .toBeGreaterThan(0);
  expect(await violations(page, 'a proof')).toEqual([]);
  await page.keyboard.press('Escape');
  await closes(page, dialog);

  await panel.getByRole('button', { name: /^Replace the proof/ }).click();
  const tooLarge = Buffer.alloc(11 << 20, 1);
  await choose({ name: 'huge.pdf', mimeType: 'application/pdf', buffer: tooLarge });
  await dialog.getByRole('button', { name: 'Replace the proof' }).click();
  await dialog.getByRole('alert').waitFor();
  expect(await dialog.getByRole('alert').textContent()).toMatch(/10/);
  const invoice = Buffer.from('%PDF-1.4\n%%EOF\n');
  await choose({ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: invoice });
  await dialog.getByLabel('What it is').selectOption('e_invoice');
  await dialog.getByRole('button', { name: 'Replace the proof' }).click();
  await closes(page, dialog);
  await panel.getByText('e-invoice', { exact: true }).waitFor();
  await panel.getByRole('button', { name: /^See it/ }).click();
  await dialog.getByText(/is no picture that can be shown here/).waitFor();
  const download = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Download' }).click();
  expect(await (await download).failure()).toBe(null);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('the_code_is_handed_over_copied_and_printed_alone', async () => {
  const { unit_id } = await registered('Can Öz', 'H-1', day(5));
  const page = await house.enter(people.english, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.goto(`/app/unit/${unit_id}`);
  await page.getByRole('button', { name: 'Registration code' }).click();
  const dialog = page.getByRole('dialog');
  const code = dialog.getByRole('img', { name: 'QR code of the registration link' });
  await expect
    .poll(() => code.evaluate((one: HTMLImageElement) => one.naturalWidth))
    .toBeGreaterThan(0);
  const { url } = await clerk.get(`/units/${unit_id}/registration-link`);
  expect(await dialog.getByLabel('Registration link').inputValue()).toBe(url);
  await dialog.getByRole('button', { name: 'Copy' }).click();
  await dialog.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url);
  expect(await violations(page, 'the code')).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  // All else is out of sight, the dialog itself too.
  await page.getByText('Scan this code').waitFor();
  await page.getByText(url, { exact: true }).waitFor();
  for (const hidden of ['dialog', 'heading', 'button', 'textbox'] as const)
    expect(await page.getByRole(hidden).count()).toBe(0);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '');
  });
  await dialog.getByRole('button', { name: 'Print' }).click();
  await page.locator('body[data-printed]').waitFor({ state: 'attached' });
  const customer = await house.enter();
  await customer.goto(new URL(url).pathname);
  await customer.getByLabel('Name').waitFor();
  expect(complaints.get(page)).toEqual([]);
  await customer.context().close();
  await page.context().close();
});

test('its_dialogs_fit_a_phone_in_hebrew', async () => {
  const { unit_id } = await registered('Noa Levi', 'T-1', day(5));
  await clerk.post(`/units/${unit_id}/readings`, { meter: 'hours', value: 1200 });
  const page = await house.enter(people.hebrew, { viewport: { width: 390, height: 844 } });
  await page.goto(`/app/unit/${unit_id}`);
  for (const name of [
    'רישום מכירה',
    'תיקון',
    'ביטול המכירה',
    'צירוף ההוכחה',
    'רישום קריאה',
    'קוד רישום',
  ]) {
    await page
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await violations(page, name)).toEqual([]);
    expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await closes(page, dialog);
  }
  await page.context().close();
});
