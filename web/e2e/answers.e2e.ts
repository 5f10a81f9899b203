// A quote of which the customer says yes or no, and what may be kept of a sale that is cancelled.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { violations } from './looks';

let house: House;
let manager: Caller;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  await manager.speak('en');
});
afterAll(() => house.stop());

/// A case of somebody without devices, with one line of 100.00 and tax, of which this is said.
async function quoted(currency: string, word?: 'approved' | 'declined') {
  const made = await manager.post('/customers', {
    kind: 'person',
    display_name: 'Noa Bar',
    contacts: [{ kind: 'email', value: `noa-${word}@example.com` }],
  });
  const { id: of } = await manager.post('/cases', {
    customer_id: made.customer.id,
    channel: 'phone',
    kind: 'repair',
    subject: 'A repair out of guarantee',
    text: 'What would it cost?',
  });
  const line = { component: 'labour', description: 'Labour', unit_price: '100.00', tax_bp: 2000 };
  const quote = await manager.post(`/cases/${of}/quotes`, { currency, lines: [line] });
  if (!word) return { of: of as string, quote };
  const said = await manager.post(`/cases/${of}/messages`, { channel: 'phone', text: 'I see.' });
  await manager.post(`/quotes/${quote.id}/answers`, {
    version: 1,
    answers: [{ line: 1, answer: word }],
    interaction_id: said.interaction_id,
    words: 'I see.',
  });
  return { of: of as string, quote };
}

/// Of an invoice of 120.00 under Israeli law so much is paid, and the sale is cancelled once for each
/// note; the dialog that credits it stands open.
async function cancelled(paid: string, distanceSale: boolean, notes = ['']) {
  const { of, quote } = await quoted('ILS', 'approved');
  const invoice = await manager.post(`/quotes/${quote.id}/invoices`, { version: 1 });
  await manager.post(`/invoices/${invoice.id}/payments`, { method: 'cash', amount: paid });
  const facts = { customer: 'consumer', distance_sale: distanceSale };
  await manager.send('PUT', `/cases/${of}/law`, { code: 'IL', facts });
  for (const note of notes)
    await manager.post(`/cases/${of}/law/events`, { kind: 'cancellation.received', note });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${of}`);
  await page.getByRole('button', { name: 'Credit the invoice' }).click();
  const dialog = page.getByRole('dialog');
  const go = dialog.getByRole('button', { name: 'Credit the invoice' });
  return { of, invoice, page, dialog, go };
}

test('of_a_cancelled_sale_no_more_is_kept_than_the_law_lets_be_kept', async () => {
  const { of, invoice, page, dialog, go } = await cancelled('120.00', true);
  await dialog.getByText(/At most .*6\.00 \(/).waitFor();
  await dialog.getByLabel('Reason').fill('The customer changed their mind');
  const kept = dialog.getByLabel('Kept as a cancellation fee');
  await kept.fill('6.01');
  await go.click();
  await dialog.getByText(/At most .*6\.00 may be kept of this cancelled sale/).waitFor();
  expect(await violations(page, 'what may be kept')).toEqual([]);
  await kept.fill('6');
  await go.click();
  await page.getByText(/To be paid back: .*114\.00/).waitFor();
  await page.getByText(/Kept of a cancelled sale: .*6\.00/).waitFor();
  // Something was wrong with it after all: nothing may be kept.
  await manager.post(`/cases/${of}/law/events`, { kind: 'fault.notified' });
  const owed = async () => (await manager.get(`/invoices/${invoice.id}`)).owed_back;
  await expect.poll(owed, { timeout: 30_000 }).toBe('120.00');
  await page.reload();
  await page.getByText(/6\.00 that was kept is owed back: the goods were defective/).waitFor();
  await page.getByText(/To be paid back: .*120\.00/).waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_is_kept_is_kept_for_one_of_two_cancellations', async () => {
  const { page, dialog, go } = await cancelled('120.00', false, ['the oven', 'the second oven']);
  await dialog.getByLabel('Reason').fill('Bought in the shop');
  await dialog.getByRole('combobox', { name: 'For which cancellation' }).click();
  await page.getByRole('option', { name: /the second oven/ }).click();
  await dialog.getByText(/At most .*0\.00 \(your company’s own rule: 0 %/).waitFor();
  expect(await violations(page, 'which cancellation')).toEqual([]);
  await go.click();
  await page.getByText(/To be paid back: .*120\.00/).waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('where_all_that_was_paid_may_be_kept_the_laws_clock_stops_by_itself', async () => {
  const { of, page, dialog, go } = await cancelled('6.00', true);
  await dialog.getByText(/At most .*6\.00 \(/).waitFor();
  await dialog.getByLabel('Reason').fill('The order was cancelled');
  await dialog.getByLabel(/^Kept/).fill('6');
  await go.click();
  await page.getByText(/Nothing is left to give back, so the law’s clocks stopped/).waitFor();
  expect(await violations(page, 'all of it is kept')).toEqual([]);
  const { clocks } = await manager.get(`/cases/${of}/law`);
  const stopped = clocks.find((one: { rule_id: string }) => one.rule_id === 'IL-10-refund');
  expect(stopped.state).toBe('kept');
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_device_given_back_unrepaired_by_a_declined_quote_ends_the_time_for_the_repair', async () => {
  const { of } = await quoted('TRY', 'declined');
  const facts = { customer: 'consumer', listed: true, in_warranty: false };
  await manager.send('PUT', `/cases/${of}/law`, { code: 'TR', facts });
  await manager.post(`/cases/${of}/law/events`, { kind: 'goods.handed_over' });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${of}`);
  await page.getByText(/By law a repair is still awaited: Longest repair time/).waitFor();
  await page.getByRole('button', { name: 'Given back unrepaired' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/the time in repair ends too/).waitFor();
  expect(await violations(page, 'given back unrepaired')).toEqual([]);
  await dialog.getByRole('button', { name: 'Given back unrepaired' }).click();
  await page.getByText(/By law a repair is still awaited/).waitFor({ state: 'detached' });
  const { clocks } = await manager.get(`/cases/${of}/law`);
  const repair = clocks.find((one: { rule_id: string }) => one.rule_id.startsWith('TR-03-out'));
  expect(repair.state).toBe('kept');
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('where_the_company_says_so_only_the_customer_answers_a_quote', async () => {
  const { of } = await quoted('TRY');
  const admin = await house.as(people.administrator);
  await admin.speak('en');
  const boss = await house.enter(people.administrator);
  await boss.goto('/app/settings/billing');
  await boss.getByRole('switch', { name: /^Answers by link or signature alone/ }).check();
  expect(await violations(boss, 'settings of quotes')).toEqual([]);
  await boss.getByRole('button', { name: 'Save' }).click();
  const isSet = async () => (await admin.get('/billing/settings')).own_answers_only;
  await expect.poll(isSet).toBe(true);
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${of}`);
  await page.getByText(/Only the customer answers this quote/).waitFor();
  expect(await page.getByRole('button', { name: /^Approved by the customer/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Let the customer sign' }).waitFor();
  const hers = page.getByRole('link', { name: 'The customer’s page' });
  expect(await hers.count()).toBe(0);
  expect(await violations(page, 'a quote that the customer alone answers')).toEqual([]);
  await boss.getByRole('switch', { name: /^Answers by link or signature alone/ }).uncheck();
  await boss.getByRole('button', { name: 'Save' }).click();
  await expect.poll(isSet).toBe(false);
  await page.reload();
  await page.getByRole('button', { name: /^Approved by the customer/ }).waitFor();
  await hers.waitFor();
  expect(complaints.get(page)).toEqual([]);
  for (const one of [page, boss]) await one.context().close();
});
