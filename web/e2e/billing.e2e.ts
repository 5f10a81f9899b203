// Sold with free maintenance: a quote says what is free and why, she approves the rest on her own
// page without a script, and the invoice has a line at zero. What the law counts from is told on the
// case, and each clock says how it changed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { violations } from './looks';

let house: House;
let manager: Caller;
let id: string;
let unit: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  await manager.speak('en');
  await manager.post('/product-groups', { code: 'cooling', names: { en: 'Cooling' } });
  const product = await manager.post('/products', {
    group: 'cooling',
    manufacturer: 'Anka',
    model: '5230 NF',
  });
  const registered = await manager.post('/registrations', {
    customer: {
      kind: 'person',
      display_name: 'דנה לוי',
      language: 'he',
      contacts: [{ kind: 'email', value: 'dana@example.com' }],
    },
    product_id: product.summary.id,
    serial: 'BX-4411-0',
    sale: { sold_on: new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10) },
  });
  unit = registered.unit_id;
  await manager.post(`/sales/${registered.sale_id}/promises`, {
    reference: 'order-77',
    terms: {
      form: 'quantity',
      names: { en: 'Free maintenance', he: 'תחזוקה חינם' },
      quantity: 2,
      months: 36,
      case_kinds: ['maintenance'],
      components: ['labour', 'travel'],
    },
  });
  const opened = await manager.post('/cases', {
    customer_id: registered.customer_id,
    channel: 'phone',
    kind: 'maintenance',
    subject: 'Yearly maintenance',
    text: 'It is time.',
    language: 'he',
  });
  id = opened.id;
  await manager.send('PUT', `/cases/${id}/unit`, { unit_id: unit });
});
afterAll(() => house.stop());

test('the_unit_shows_how_many_free_visits_are_left', async () => {
  const held = async () => (await manager.get(`/cases/${id}/sale-promises`)).items[0].hold;
  await expect.poll(held, { timeout: 30_000 }).toBe('reserved');
  const page = await house.enter(people.manager);
  await page.goto(`/app/unit/${unit}`);
  await page.getByText(/Free maintenance: 1 of 2 left, until/).waitFor();
  expect(await violations(page, 'unit')).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_photograph_of_what_was_found_is_taken_away_by_a_button_that_says_so', async () => {
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  await page.getByRole('button', { name: 'What was found' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What was seen').fill('The compressor was opened.');
  const record = dialog.getByRole('button', { name: 'Record and tell the customer' });
  const photo = { name: 'seal.png', mimeType: 'image/png', buffer: Buffer.from('x') };
  await page.locator('input[type=file]').setInputFiles(photo);
  await dialog.getByText(photo.name).waitFor();
  await expect.poll(() => record.isEnabled()).toBe(true);
  expect(await violations(page, 'a photograph of what was found')).toEqual([]);
  await dialog.getByRole('button', { name: 'Take the file away' }).press('Enter');
  await dialog.getByText(photo.name).waitFor({ state: 'detached' });
  expect(await record.isEnabled()).toBe(false);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_quote_is_approved_by_link_and_invoiced_with_a_line_at_zero', async () => {
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  await page.getByText('Held for this case').waitFor();
  await page.getByRole('button', { name: 'New quote' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What it is').fill('Yearly maintenance');
  await dialog.getByLabel('Price without tax').fill('1500');
  await dialog.getByRole('button', { name: 'Add a line' }).click();
  await dialog.getByLabel('What it is').nth(1).fill('Filter');
  await dialog.getByRole('combobox', { name: 'Kind' }).nth(1).click();
  await page.getByRole('option', { name: 'Parts' }).click();
  await dialog.getByLabel('Price without tax').nth(1).fill('-5');
  await dialog.getByRole('button', { name: 'Make the quote' }).click();
  await dialog.getByText(/Give a price of zero or more/).waitFor();
  await dialog.getByLabel('Price without tax').nth(1).fill('450,00');
  await dialog.getByRole('button', { name: 'Make the quote' }).click();
  await page.getByText('Promised free at the sale: Free maintenance.').waitFor();
  expect(await violations(page, 'case with a quote')).toEqual([]);

  // Hers: right to left, without a script.
  const link = (await manager.get(`/cases/${id}/quotes`)).items[0].link;
  const hers = await house.enter(undefined, { javaScriptEnabled: false });
  await hers.goto(new URL(link, house.url).pathname);
  expect(await hers.locator('html').getAttribute('dir')).toBe('rtl');
  await hers.getByText('הובטח חינם במכירה: תחזוקה חינם.').waitFor();
  expect(await hers.getByRole('radio').count()).toBe(2);
  await hers.getByRole('radio', { name: 'מאושר' }).check();
  await hers.getByRole('button', { name: 'שליחת התשובה' }).click();
  await hers.getByText('תודה, קיבלנו את תשובתך.').waitFor();

  await page.reload();
  await page.getByText('Approved · on the customer’s own page').waitFor();
  await page.getByRole('button', { name: 'Make the invoice' }).click();
  await page.getByText('Still owed:').waitFor();
  const invoice = (await manager.get(`/cases/${id}/invoices`)).items[0];
  expect(invoice.lines.map((line: { gross: string }) => line.gross)).toEqual(['0.00', '540.00']);
  await page.getByRole('button', { name: 'Record a payment' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Record a payment' }).click();
  await page.getByText('paid', { exact: true }).waitFor();

  await hers.goto(new URL(invoice.link, house.url).pathname);
  await hers.getByText('אין מה לשלם.').waitFor();
  await hers.goto(new URL(link, house.url).pathname.replace(/\/quotes\/.*/, ''));
  await hers.getByText('בחינם עבורך').waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
  await hers.context().close();
});

test('what_the_company_promises_is_written_once_and_recorded_with_a_sale', async () => {
  const page = await house.enter(people.administrator);
  await page.goto('/app/settings/sale-promises/new');
  await page.getByLabel('Name, English').fill('Filter plan');
  await page.getByLabel('In words, English').fill('Free filters');
  const number = page.getByLabel('How many');
  await number.fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('[aria-invalid=true]').waitFor();
  expect(await number.getAttribute('aria-invalid')).toBe('true');
  await number.fill('3');
  await page.getByText(/Free filters: 3, from .* until/).waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/sale-promises\/spt_/);

  await page.goto(`/app/unit/${unit}`);
  await page.getByRole('button', { name: 'Record a promise' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'What was promised' }).click();
  await page.getByRole('option', { name: 'Filter plan' }).click();
  await dialog.getByText('Free filters × 3').waitFor();
  expect(await violations(page, 'recording a promise')).toEqual([]);
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await page.getByText(/Free filters: 3 of 3 left/).waitFor();
  await page.getByText('3 left', { exact: true }).waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_was_promised_free_is_charged_by_her_own_word_alone', async () => {
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  await page.getByRole('button', { name: 'New quote' }).click();
  const made = page.getByRole('dialog');
  await made.getByLabel('What it is').fill('A second visit');
  await made.getByLabel('Price without tax').fill('100');
  await made.getByRole('button', { name: 'Make the quote' }).click();
  await page.getByText('A second visit').first().waitFor();
  const said = { channel: 'phone', text: 'I keep my visits for later, says she.' };
  await manager.post(`/cases/${id}/messages`, said);
  await page.reload();
  await page.getByRole('button', { name: 'The customer wishes to pay: A second visit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/Promised free at the sale/).waitFor();
  const record = dialog.getByRole('button', { name: 'Record the consent' });
  expect(await record.isDisabled()).toBe(true);
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /I keep my visits/ }).click();
  await dialog.getByLabel('In the customer’s words').fill('I keep my visits for later');
  expect(await violations(page, 'a waiver')).toEqual([]);
  await record.click();
  await page.getByText('Charged at the customer’s own wish.').waitFor();
  await page.getByText('Paid at the customer’s own wish').waitFor();
  const [waiver] = (await manager.get(`/cases/${id}/waivers`)).items;
  expect(waiver.words).toBe('I keep my visits for later');
  const quotes = (await manager.get(`/cases/${id}/quotes`)).items;
  const asked = quotes.find((one: { is_invoiced: boolean }) => !one.is_invoiced);
  expect(asked.version).toBe(2);
  expect(asked.lines[0].net).toBe('100.00');
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_a_case_was_called_is_changed_with_her_word_on_screen', async () => {
  const made = await manager.post('/cases', {
    customer: {
      kind: 'person',
      display_name: 'Jane Roe',
      language: 'en',
      contacts: [{ kind: 'email', value: 'jane.roe@example.com' }],
    },
    channel: 'phone',
    kind: 'repair',
    subject: 'It hums',
    text: 'Is that right?',
  });
  await manager.post(`/cases/${made.id}/messages`, {
    channel: 'phone',
    text: 'It works, only clean it.',
  });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${made.id}`);
  await page.getByText('It works, only clean it.').waitFor();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'maintenance', exact: true }).click();
  await dialog.getByText(/Before, this was called: repair/).waitFor();
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /only clean it/ }).click();
  const save = dialog.getByRole('button', { name: 'Save' });
  expect(await save.isDisabled()).toBe(true); // in what words is missing
  await dialog.getByLabel('In the customer’s words').fill('only clean it');
  expect(await violations(page, 'a kind by her word')).toEqual([]);
  await save.click();
  await dialog.waitFor({ state: 'detached' });
  const now = await manager.get(`/cases/${made.id}`);
  expect([now.summary.kind, now.kinds_before]).toEqual(['maintenance', []]);
  await page.getByText(/On your word we have noted/).waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_happened_is_told_on_the_case_and_each_clock_says_how_it_changed', async () => {
  const { customer_id } = (await manager.get(`/cases/${id}`)).summary;
  const faulty = await manager.post('/cases', {
    customer_id,
    channel: 'phone',
    kind: 'repair',
    subject: 'It does not cool',
    text: 'Since yesterday.',
    language: 'he',
  });
  await manager.send('PUT', `/cases/${faulty.id}/law`, { code: 'TR', facts: { listed: true } });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${faulty.id}`);
  const dialog = page.getByRole('dialog');
  const record = async (what: string) => {
    await page.getByRole('button', { name: 'Record what happened' }).click();
    await dialog.getByRole('combobox', { name: 'What happened' }).click();
    await page.getByRole('option', { name: what }).click();
  };
  await record('fault reported');
  await dialog.getByText(/Starts: .*Longest repair time, in guarantee/).waitFor();
  expect(await violations(page, 'telling what happened')).toEqual([]);
  await dialog.getByLabel('When').fill('2099-01-01T10:00');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await dialog.locator('input[type=datetime-local][aria-invalid=true]').waitFor();
  await dialog.getByLabel('When').fill('');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await page.getByText(/Longest repair time, in guarantee: began: runs/).waitFor();
  await page.getByText('to be done').waitFor(); // the slip
  await record('repaired, and the customer told');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await page.getByText(/Longest repair time, in guarantee: runs.* → kept/).waitFor();

  await page.getByRole('button', { name: 'Change what is known' }).click();
  await dialog.getByRole('combobox', { name: 'product on the list' }).click();
  await page.getByRole('option', { name: 'no', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('product on the list: no').waitFor();
  expect(await violations(page, 'case by law')).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

const packs = join(import.meta.dirname, '../../packs/tr');
/// The program's own pack, whose substitute product is due after so long.
const packWith = (amount: string) =>
  ['pack.yaml', 'rules.yaml'].map(name => ({
    name,
    mimeType: 'application/yaml',
    buffer: Buffer.from(
      readFileSync(join(packs, name), 'utf8').replace(
        'amount: 10 business_day',
        `amount: ${amount}`,
      ),
    ),
  }));

test('a_version_of_a_pack_says_what_it_would_change_before_it_is_counted_by', async () => {
  const page = await house.enter(people.administrator);
  await page.goto('/app/law');
  await page.getByRole('link', { name: 'New version of a pack' }).click();
  const files = page.locator('input[type=file]');
  await files.setInputFiles(packWith('10 moons'));
  await page.getByText('One fault: nothing was loaded').waitFor();
  await page.getByText(/rules\.yaml:\d+: /).waitFor();
  await files.setInputFiles(packWith('8 business_day'));
  await page.getByText(/Rules with other words: 1 /).waitFor();
  await page.locator('summary', { hasText: 'Substitute product' }).click();
  await page
    .getByText(/8 business days/)
    .first()
    .waitFor();
  expect(await violations(page, 'a version of a pack')).toEqual([]);
  const before = (await manager.get('/packs')).items.length;
  await page.getByRole('button', { name: 'Count by this version' }).click();
  await page.waitForURL(/law\/lpk_/);
  expect((await manager.get('/packs')).items).toHaveLength(before + 1);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_she_paid_on_a_credited_invoice_goes_back_to_her_and_stops_the_laws_clock', async () => {
  const facts = { customer: 'consumer', distance_sale: true };
  await manager.send('PUT', `/cases/${id}/law`, { code: 'IL', facts });
  await manager.post(`/cases/${id}/law/events`, { kind: 'cancellation.received' });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  await page.getByRole('button', { name: 'Credit the invoice' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The filter was the wrong one');
  await dialog.getByRole('button', { name: 'Credit the invoice' }).click();
  await page.getByText(/To be paid back: .*540\.00/).waitFor();

  await page.getByRole('button', { name: 'Record a refund' }).click();
  const amount = dialog.getByLabel('Amount in');
  await amount.fill('540.01');
  await dialog.getByRole('button', { name: 'Record a refund' }).click();
  await dialog.locator('[aria-invalid=true]').waitFor();
  expect(await amount.getAttribute('aria-invalid')).toBe('true');
  expect(await violations(page, 'refund')).toEqual([]);
  await amount.fill('200');
  await dialog.getByLabel('Reference').fill('TR-2026-11');
  await dialog.getByRole('button', { name: 'Record a refund' }).click();
  await page.getByText(/To be paid back: .*340\.00/).waitFor();
  await page.getByRole('button', { name: 'Record a refund' }).click();
  const byLaw = dialog.getByLabel('This is the money that the law gives back to the customer');
  await byLaw.check();
  await dialog.getByText(/these clocks stop: The money is given back/).waitFor();
  expect(await violations(page, 'refund by law')).toEqual([]);
  await amount.fill('100');
  await dialog.getByRole('button', { name: 'Record a refund' }).click();
  await dialog.getByText(/The law is satisfied once all is back/).waitFor();
  await amount.fill('340');
  await dialog.getByRole('button', { name: 'Record a refund' }).click();
  await page.getByText(/^Paid back: .*540\.00/).waitFor();
  expect(await page.getByRole('button', { name: 'Record a refund' }).count()).toBe(0);
  const [{ refunds }] = (await manager.get(`/cases/${id}/invoices`)).items;
  expect(refunds.map((one: { amount: string }) => one.amount)).toEqual(['200.00', '340.00']);
  const { clocks } = await manager.get(`/cases/${id}/law`);
  const ended = clocks.filter((one: { rule_id: string }) => one.rule_id === 'IL-10-refund');
  expect(ended.map((one: { state: string }) => one.state)).toEqual(['kept']);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('two_of_four_are_approved_and_the_refund_of_the_law_is_named_by_one_press', async () => {
  const other = await manager.post('/cases', {
    customer: { kind: 'person', display_name: 'Dana Levi', language: 'he', contacts: [] },
    channel: 'phone',
    kind: 'question',
    subject: 'Four filters',
    text: 'She asks for them.',
    language: 'he',
  });
  const lines = [
    { component: 'parts', description: 'Filter', quantity: '4', unit_price: '100.00', tax_bp: 0 },
  ];
  const quote = await manager.post(`/cases/${other.id}/quotes`, { lines });
  const said = { channel: 'phone', text: 'Two of them are enough.' };
  await manager.post(`/cases/${other.id}/messages`, said);
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${other.id}`);
  await page.getByRole('button', { name: 'Approved by the customer: Filter' }).click();
  const asked = page.getByRole('dialog');
  await asked.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /Two of them/ }).click();
  await asked.getByLabel('In the customer’s words').fill('Two of them');
  await asked.getByLabel('How many of “Filter” are approved').selectOption('2');
  expect(await violations(page, 'an answer that was told')).toEqual([]);
  await asked.getByRole('button', { name: 'Record the approval' }).click();
  await page.getByText(/Approved: 2 of 4/).waitFor();
  expect(await violations(page, 'a line in part')).toEqual([]);
  await page.getByRole('button', { name: 'Make the invoice' }).click();
  await page.getByText(/Still owed: .*200\.00/).waitFor();

  const [invoice] = (await manager.get(`/cases/${other.id}/invoices`)).items;
  expect(invoice.lines[0].quantity).toBe('2');
  const of = `/invoices/${invoice.id}`;
  await manager.post(`${of}/payments`, { method: 'card', amount: '200.00' });
  const facts = { customer: 'consumer', distance_sale: true };
  await manager.send('PUT', `/cases/${other.id}/law`, { code: 'IL', facts });
  await manager.post(`/cases/${other.id}/law/events`, { kind: 'cancellation.received' });
  await page.reload();
  await page.getByRole('button', { name: 'Credit the invoice' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/the money that the law gives back to the customer/).waitFor();
  await dialog.getByLabel('Reason').fill('She sends them back');
  expect(await violations(page, 'credit')).toEqual([]);
  await dialog.getByRole('button', { name: 'Credit the invoice' }).click();
  await page.getByText(/To be paid back/).waitFor();
  await manager.post(`${of}/refunds`, { method: 'transfer' });
  await page.getByText(/By law the case still waits for a refund/).waitFor();
  expect(await violations(page, 'the law waits')).toEqual([]);
  await page
    .getByRole('button', { name: 'This is the refund that the law gives the customer' })
    .click();
  await page.getByText(/The law’s clocks stopped by this refund/).waitFor();
  const { clocks } = await manager.get(`/cases/${other.id}/law`);
  const stopped = clocks.find((one: { rule_id: string }) => one.rule_id === 'IL-10-refund');
  expect(stopped.state).toBe('kept');
  expect(quote.lines[0].gross_of_units).toHaveLength(4);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_was_promised_at_the_sale_is_given_up_on_the_customers_word_or_ended_in_writing', async () => {
  const [sale] = (await manager.get(`/units/${unit}`)).sales;
  const terms = { form: 'quantity', quantity: 1, months: 36, case_kinds: ['maintenance'] };
  for (const en of ['Free check', 'Second check'])
    await manager.post(`/sales/${sale.id}/promises`, {
      reference: en,
      terms: { ...terms, names: { en } },
    });
  await manager.post(`/cases/${id}/messages`, { channel: 'phone', text: 'I want no check.' });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  const line = page.locator('li', { hasText: 'Free check' }).last();
  await line.getByRole('button', { name: 'The customer gives it up' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /I want no check/ }).click();
  await dialog.getByLabel('In the customer’s words').fill('I want no check');
  await dialog.getByLabel('Why').fill('There is one in the shop.');
  expect(await violations(page, 'giving up a promise')).toEqual([]);
  await dialog.getByRole('button', { name: 'The customer gives it up' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.goto(`/app/unit/${unit}`);
  const other = page.locator('li', { hasText: 'Second check' }).last();
  await other.getByRole('button', { name: 'End this promise' }).click();
  await dialog.getByLabel(/^Why/).fill('It was recorded for the wrong device.');
  await dialog.getByRole('button', { name: /End this promise/ }).click();
  await dialog.waitFor({ state: 'detached' });
  const { items } = await manager.get(`/units/${unit}/sale-promises`);
  const standing = (name: string) =>
    items.find((one: { name: string }) => one.name === name).standing;
  expect([standing('Free check'), standing('Second check')]).toEqual(['ended', 'ended']);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});
