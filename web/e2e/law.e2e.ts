// What followed by law is found in one list, offered by a person of authority, told, and chosen by
// the customer; and the group of products by which the law rules follows from the case's product.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { overTheEdge, violations } from './looks';

let house: House;
let manager: Caller;
let customer: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  await manager.speak('en');
  const made = await manager.post('/customers', {
    kind: 'person',
    display_name: 'Ayşe Yılmaz',
    language: 'tr',
    contacts: [{ kind: 'email', value: 'ayse@example.com' }],
  });
  customer = made.customer.id;
});
afterAll(() => house.stop());

/// A repair that is governed by this law; what is told of it makes something follow.
async function aCase(who: Caller, code: string, happened: string, facts: Record<string, unknown>) {
  const { id } = await who.post('/cases', {
    customer_id: customer,
    channel: 'phone',
    kind: 'repair',
    subject: `It does not cool (${code})`,
    text: 'Since yesterday.',
  });
  await who.send('PUT', `/cases/${id}/law`, { code, facts });
  await who.post(`/cases/${id}/law/events`, { kind: happened });
  return id as string;
}

const lawOf = (page: Page) => page.getByRole('region', { name: 'By law' });

test('what_the_law_leaves_to_a_person_is_offered_told_and_chosen', async () => {
  const jane = await house.as(people.english);
  const facts = { customer: 'consumer', in_warranty: true };
  const id = await aCase(jane, 'TR', 'repair.found_impossible', facts);
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  const law = lawOf(page);
  await law.getByText('somebody decides').waitFor();
  await law.getByText(/Somebody who may approve compensation decides/).waitFor();
  expect(await law.getByRole('button', { name: /^Offer it in writing/ }).count()).toBe(0);
  await law.locator('summary', { hasText: 'Where it stands' }).first().click();
  await law.getByText(/Nobody here has approved this law pack/).waitFor();
  expect(await violations(page, 'a consequence that waits')).toEqual([]);

  const lead = await house.enter(people.manager);
  await lead.goto('/app/open-law');
  await lead.getByRole('link', { name: /money back, price reduction, new product/ }).waitFor();
  expect(await violations(lead, 'open law')).toEqual([]);
  await lead.keyboard.press('j');
  await lead.keyboard.press('Enter');
  await lead.waitForURL(new RegExp(id));
  await lead.getByRole('button', { name: /^Offer it in writing/ }).click();
  const offer = lead.getByRole('dialog');
  await offer.getByText(/written to in their own language/).waitFor();
  const go = offer.getByRole('button', { name: 'Offer it in writing' });
  expect(await go.isDisabled()).toBe(true);
  await offer.getByLabel('Reason').fill('The station found it cannot be repaired.');
  expect(await violations(lead, 'offering')).toEqual([]);
  await go.click();
  await lawOf(lead).getByText('offered', { exact: true }).waitFor();
  await lawOf(lead)
    .getByText(/told by e-mail/)
    .waitFor();

  await law.getByText('offered', { exact: true }).waitFor(); // told by the live stream
  await law.getByRole('button', { name: /^Note that the customer was told/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('When').fill('2099-01-01T10:00');
  await dialog.getByLabel('Who told the customer').fill('Kemal Usta');
  await dialog.getByLabel('What was said').fill('The three ways, one by one.');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await dialog.getByText(/Give the time at which the customer was told/).waitFor();
  expect(await violations(page, 'noting that she was told')).toEqual([]);
  await dialog.getByLabel('When').fill('');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await law.locator('summary', { hasText: /told by phone.*Kemal Usta/ }).click();
  await law.getByText('The three ways, one by one.').waitFor();

  await law.getByRole('button', { name: /^Record the customer’s choice/ }).click();
  const record = dialog.getByRole('button', { name: 'Record it' });
  expect(await record.isDisabled()).toBe(true);
  await dialog.getByRole('radio', { name: 'money back' }).check();
  await dialog.getByText(/The price is to be paid back/).waitFor();
  expect(await violations(page, 'recording a choice')).toEqual([]);
  expect(await record.isDisabled()).toBe(true); // it is hers: how she told it is missing
  await dialog.getByRole('combobox', { name: 'How the customer told it' }).click();
  await page.getByRole('option', { name: 'phone' }).click();
  await record.click();
  await law.getByText('decided', { exact: true }).waitFor();
  await law.getByText(/phone/).last().waitFor();
  const [decision] = (await manager.get(`/cases/${id}/law`)).decisions;
  expect([decision.decision, decision.channel]).toEqual(['refund', 'phone']);

  await lead.goto('/app/open-law');
  await lead.getByRole('heading', { name: 'Nothing waits' }).waitFor();
  for (const one of [page, lead]) {
    expect(complaints.get(one)).toEqual([]);
    await one.context().close();
  }
});

test('what_is_read_in_two_ways_is_marked_and_decided_with_a_reason', async () => {
  const id = await aCase(manager, 'IL', 'repair.found_impossible', { in_warranty: true });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  const law = lawOf(page);
  await law.getByText('read in more than one way', { exact: true }).waitFor();
  await law.locator('summary', { hasText: 'Where it stands' }).first().click();
  await law.getByText(/the consumer chooses/).waitFor();
  expect(await law.getByRole('button', { name: /^Offer it/ }).count()).toBe(0); // it is not hers
  await law.getByRole('button', { name: /^Record what was decided/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'new product' }).check();
  await dialog.getByText(/on your own authority/).waitFor();
  expect(await dialog.getByRole('button', { name: 'Record it' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Reason').fill('Counsel reads it so.');
  await dialog.getByRole('button', { name: 'Record it' }).click();
  await law.getByText('decided', { exact: true }).waitFor();
  await law.getByText('Counsel reads it so.').waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('the_list_tells_what_waits_for_what_on_a_phone_too_and_as_it_happens', async () => {
  const page = await house.enter(people.manager, { viewport: { width: 390, height: 844 } });
  await page.goto('/app/open-law');
  await page.getByRole('heading', { name: 'Nothing waits' }).waitFor();
  const id = await aCase(manager, 'TR', 'repair.found_impossible', { customer: 'consumer' });
  await page.getByRole('link', { name: /money back/ }).waitFor(); // told by the live stream
  expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
  await page.getByRole('checkbox', { name: /deadline was missed/ }).click();
  await page.getByRole('heading', { name: 'Nothing waits' }).waitFor();
  await manager.post(`/cases/${id}/law/events`, {
    kind: 'fault.notified',
    at: new Date(Date.now() - 90 * 86_400_000).toISOString(),
  });
  await page.getByText(/deadline missed/).waitFor();
  await page.getByRole('combobox', { name: 'Waits for' }).click();
  await page.getByRole('option', { name: 'a document or a call' }).click();
  await page.getByText('to be done').first().waitFor();
  expect(new URL(page.url()).search).toBe('?waits_for=deed&overdue=true');
  expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_was_chosen_is_changed_and_declined_on_her_word', async () => {
  const facts = { customer: 'consumer', in_warranty: true };
  const id = await aCase(manager, 'TR', 'repair.found_impossible', facts);
  const [granted] = (await manager.get(`/cases/${id}/law`)).consequences.filter(
    (one: { effect: string }) => one.effect === 'grant',
  );
  const of = `/legal-consequences/${granted.id}`;
  await manager.post(`${of}/offer`, { reason: 'The station found it.' });
  await manager.post(`${of}/decision`, { decision: 'replacement', reason: '', channel: 'phone' });
  await manager.post(`/cases/${id}/messages`, {
    channel: 'phone',
    text: 'Artık üretilmiyormuş, paramı isterim.',
  });
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  const law = lawOf(page);
  await law.getByRole('button', { name: /^Another choice/ }).click();
  const dialog = page.getByRole('dialog');
  const go = dialog.getByRole('button', { name: 'Record it' });
  await dialog.getByRole('radio', { name: 'money back' }).check();
  await dialog.getByText(/What was promised before ends/).waitFor();
  await dialog.getByLabel('Reason').fill('It is made no more.');
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /paramı isterim/ }).click();
  expect(await go.isDisabled()).toBe(true); // in what words is missing
  await dialog.getByLabel('In the customer’s words').fill('paramı isterim');
  expect(await violations(page, 'another choice')).toEqual([]);
  await go.click();
  await dialog.waitFor({ state: 'detached' });
  await law.getByText(/changed by/).waitFor();
  await law.getByText('paramı isterim').waitFor();
  const { decisions, former_decisions } = await manager.get(`/cases/${id}/law`);
  expect(decisions.map((one: { decision: string }) => one.decision)).toEqual(['refund']);
  expect(former_decisions[0].decision).toBe('replacement');
  const { promises } = await manager.get(`/cases/${id}`);
  const states = promises
    .filter((one: { source: string }) => one.source === 'contract')
    .map((one: { state: string }) => one.state);
  expect(states).toEqual(['withdrawn', 'pending']);

  await law.getByRole('button', { name: /^Declined by the customer/ }).click();
  await dialog.getByText('has said nothing on this case since then').waitFor(); // it is newer
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await manager.post(`/cases/${id}/messages`, { channel: 'phone', text: 'Vazgeçtim.' });
  await law.getByRole('button', { name: /^Declined by the customer/ }).click();
  await dialog.getByLabel('Reason').fill('She bought another.');
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /Vazgeçtim/ }).click();
  await dialog.getByLabel('In the customer’s words').fill('Vazgeçtim');
  await go.click();
  await dialog.waitFor({ state: 'detached' });
  await law.getByText('declined by the customer', { exact: true }).first().waitFor();
  expect(await violations(page, 'what was declined')).toEqual([]);
  await law.getByRole('button', { name: /^The customer takes it up again/ }).click();
  await dialog.getByLabel('Reason').fill('They rang again.');
  await go.click();
  await law.getByText('offered', { exact: true }).waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_was_chosen_costs_what_somebody_tells_once', async () => {
  const facts = { customer: 'consumer', in_warranty: true };
  const id = await aCase(manager, 'TR', 'repair.found_impossible', facts);
  const [granted] = (await manager.get(`/cases/${id}/law`)).consequences.filter(
    (one: { effect: string }) => one.effect === 'grant',
  );
  const of = `/legal-consequences/${granted.id}`;
  await manager.post(`${of}/offer`, { reason: 'The station found it.' });
  const chosen = { decision: 'price_reduction', reason: '', channel: 'phone' };
  await manager.post(`${of}/decision`, chosen);
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  const law = lawOf(page);
  await law.getByRole('button', { name: /^Tell what it costs/ }).click();
  const dialog = page.getByRole('dialog');
  const go = dialog.getByRole('button', { name: 'Tell the cost' });
  expect(await go.isDisabled()).toBe(true);
  await dialog.getByRole('textbox').fill('nothing');
  expect(await violations(page, 'what it costs')).toEqual([]);
  await go.click();
  await dialog.getByText('Enter a sum above zero, such as 1250.50.').waitFor();
  await dialog.getByRole('textbox').fill('1250.50');
  await go.click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => law.getByRole('button', { name: /^Tell what it costs/ }).count()).toBe(0);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_the_law_still_demands_ends_by_her_own_word_that_is_named', async () => {
  const facts = { customer: 'consumer', listed: true, in_warranty: true };
  const id = await aCase(manager, 'TR', 'fault.notified', facts);
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  await page.getByText('Since yesterday.').waitFor();
  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/The law still demands this/).waitFor();
  const save = dialog.getByRole('button', { name: 'Save' });
  expect(await save.isDisabled()).toBe(true);
  await dialog.getByText('has said nothing on this case since then').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await manager.post(`/cases/${id}/messages`, { channel: 'phone', text: 'It cools again.' });
  await page.keyboard.press('v');
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /It cools again/ }).click();
  await dialog.getByLabel('In the customer’s words').fill('It cools again');
  expect(await violations(page, 'solved by her word')).toEqual([]);
  await save.click();
  await dialog.waitFor({ state: 'detached' });
  // No letter leaves this house: what was noted is told by a person, who owes that.
  await expect.poll(async () => (await manager.get(`/cases/${id}`)).summary.state).toBe('solved');
  const { promises } = await manager.get(`/cases/${id}`);
  const waiting = promises.filter((one: { state: string }) => one.state === 'pending');
  expect(waiting.map((one: { kind: string }) => one.kind)).toEqual(['notify_by']);
  await page.getByText(/the customer must still be told what was noted/).waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_document_that_the_law_wants_is_told_as_issued_once_it_is_made', async () => {
  const facts = { customer: 'consumer', listed: true, in_warranty: true };
  const id = await aCase(manager, 'TR', 'fault.notified', facts);
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  const law = lawOf(page);
  await law.getByRole('link', { name: 'To the documents' }).waitFor();
  const day = new Date().toISOString().slice(0, 10);
  const values = {
    ...{ station_contacts: 'Anka Servis', customer_address: 'Moda Cad. 5', item: 'Buzdolabı' },
    ...{ product_kind: 'Buzdolabı', brand: 'Anka', model: '5230 NF', delivered_on: day },
    ...{ notified_on: day, handed_over_on: day, complaint: 'Soğutmuyor', request: 'Onarılsın' },
    ...{ fault_found: 'Kompresör', work_done: 'Değişti', price: '0', giver: 'Ayşe Yılmaz' },
    ...{ taker: 'Deniz Kaya', loaner_note: 'Verildi', station_liabilities: 'Sorumludur' },
  };
  const slip = await manager.post(`/cases/${id}/documents`, { kind: 'service_slip', values });
  // The law wants it signed: by both, the last one makes it issued.
  const drawn = readFileSync('../tests/fixtures/signatures/drawn.png').toString('base64');
  for (const [who, name] of [
    ['giver', 'Ayşe Yılmaz'],
    ['taker', 'Deniz Kaya'],
  ])
    await manager.post(`/documents/${slip.id}/signatures`, { signers: [{ who, name }], drawn });
  await law.getByText('decided', { exact: true }).waitFor(); // told by the live stream
  await law.getByText('issued', { exact: true }).waitFor();
  expect(await violations(page, 'issued by law')).toEqual([]);
  await law.getByRole('link', { name: 'To the documents' }).click();
  await page.waitForURL(new RegExp(`/documents/case/${id}`));
  const { decisions } = await manager.get(`/cases/${id}/law`);
  const [made] = (await manager.get(`/cases/${id}/documents`)).items;
  expect(decisions.map((one: { document_id: string }) => one.document_id)).toEqual([made.id]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_was_recorded_by_mistake_is_taken_back_and_stays_in_sight', async () => {
  const facts = { customer: 'consumer', listed: true, in_warranty: true };
  const id = await aCase(manager, 'TR', 'fault.notified', facts);
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  const law = lawOf(page);
  await law.getByRole('button', { name: /^Take back:/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/It stays in the story with your reason/).waitFor();
  expect(await violations(page, 'taking back')).toEqual([]);
  await dialog.getByLabel('Reason').fill('Wrong month');
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await law.getByText(/Taken back ·/).waitFor();
  await law.getByText('Wrong month').waitFor();
  expect(await law.getByRole('button', { name: /^Take back:/ }).count()).toBe(0);
  expect(await violations(page, 'taken back')).toEqual([]);
  const { clocks } = await manager.get(`/cases/${id}/law`);
  expect(clocks.filter((one: { open: boolean }) => one.open)).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('the_group_follows_from_the_product_and_moves_the_clock', async () => {
  await manager.post('/product-groups', { code: 'fridge', names: { en: 'Cooling' } });
  const product = await manager.post('/products', {
    group: 'fridge',
    manufacturer: 'Anka',
    model: '5230 NF',
  });
  const unit = await manager.post('/units', { product_id: product.summary.id, serial: 'LW-1' });
  const id = await aCase(manager, 'TR', 'fault.notified', { listed: true, in_warranty: true });
  await manager.send('PUT', `/cases/${id}/unit`, { unit_id: unit.summary.id });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  const law = lawOf(page);
  await law.getByText('Product group by this law: Refrigerators').waitFor();
  const dialog = page.getByRole('dialog');
  await law.getByRole('button', { name: 'Change what is known' }).click();
  await dialog.getByRole('combobox', { name: 'Product group by this law' }).click();
  await page.getByRole('option', { name: 'Cars and vans' }).click();
  await dialog.getByText(/Repair within 30 business days.*read in more than one way/).waitFor();
  await dialog.getByLabel('Why').fill('It is built into a van');
  expect(await violations(page, 'the group of the law')).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await law.getByText(/Longest repair time, in guarantee: runs.* → runs/).waitFor();
  expect((await manager.get(`/cases/${id}/law`)).matter.product_group).toBe('car');
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_a_clerk_says_of_the_facts_rests_on_the_customers_word_where_less_is_owed', async () => {
  const facts = { customer: 'consumer', listed: true, in_warranty: true };
  const id = await aCase(await house.as(people.english), 'TR', 'fault.notified', facts);
  await manager.post(`/cases/${id}/messages`, { channel: 'phone', text: 'I bought it in 2019.' });
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  await lawOf(page).getByRole('button', { name: 'Change what is known' }).click();
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: 'Save' });
  await dialog.getByRole('combobox', { name: /guarantee/i }).click();
  await page.getByRole('option', { name: 'no', exact: true }).click();
  await save.click();
  await dialog.getByText(/this change would take it away or put it off/).waitFor();
  await dialog.getByText(/rests on the customer’s own word/).waitFor();
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /I bought it in 2019/ }).click();
  expect(await save.isDisabled()).toBe(true); // in what words is missing
  await dialog.getByLabel('In the customer’s words').fill('bought it in 2019');
  expect(await violations(page, 'facts on her word')).toEqual([]);
  await save.click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/Owed by law no more, or later, by what was said/).waitFor();
  const { clocks } = await manager.get(`/cases/${id}/law`);
  const repair = clocks.find((one: { rule_id: string }) => one.rule_id === 'TR-03-in-warranty');
  expect(repair.state).toBe('not_applicable');
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_went_back_unrepaired_names_the_customers_word_and_ends_the_time_for_the_repair', async () => {
  const facts = { customer: 'consumer', listed: true, in_warranty: true };
  const id = await aCase(manager, 'TR', 'fault.notified', facts);
  await manager.post(`/cases/${id}/messages`, {
    channel: 'phone',
    text: 'Do not repair it, I take it back.',
  });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  const law = lawOf(page);
  await law.getByRole('button', { name: 'Record what happened' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'What happened' }).click();
  await page.getByRole('option', { name: /given back unrepaired/ }).click();
  await dialog.getByText(/Longest repair time/).waitFor();
  const go = dialog.getByRole('button', { name: 'Record it' });
  expect(await go.isDisabled()).toBe(true); // nobody claims it
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /I take it back/ }).click();
  expect(await violations(page, 'given back unrepaired')).toEqual([]);
  await go.click();
  await law.getByText(/by the customer’s own word/).waitFor();
  const { clocks } = await manager.get(`/cases/${id}/law`);
  const repair = clocks.find((one: { rule_id: string }) => one.rule_id === 'TR-03-in-warranty');
  expect(repair.state).toBe('kept');
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('what_was_no_case_is_closed_though_the_law_promised_something_on_it', async () => {
  const facts = { customer: 'consumer', listed: true, in_warranty: true };
  const id = await aCase(manager, 'TR', 'fault.notified', facts);
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  await lawOf(page)
    .getByText(/Longest repair time/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Close as no concern' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/counts as no breach/).waitFor();
  await dialog.getByText('a double', { exact: true }).click();
  await dialog.getByText(/merge the two instead/).waitFor();
  await dialog.getByText('spam', { exact: true }).click();
  await dialog.getByRole('textbox').fill('An advertisement.');
  expect(await violations(page, 'closing what was no case')).toEqual([]);
  await dialog.getByRole('button', { name: 'Close as no concern' }).click();
  await dialog.waitFor({ state: 'detached' });
  await lawOf(page)
    .getByText(/Closed as no case \(spam\)/)
    .waitFor();
  const { clocks } = await manager.get(`/cases/${id}/law`);
  expect(clocks.some((one: { open: boolean }) => one.open)).toBe(false);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('the_one_device_that_a_customer_has_is_named_by_one_press_and_the_law_is_taken_up', async () => {
  await manager.post('/product-groups', { code: 'washer', names: { en: 'Washing' } });
  await manager.post('/products', {
    group: 'washer',
    manufacturer: 'Anka',
    model: 'W 900',
    gtin: '4006381333931',
  });
  const registered = await manager.post('/registrations', {
    customer: {
      kind: 'person',
      display_name: 'Selin Ak',
      contacts: [{ kind: 'email', value: 'selin@example.com' }],
    },
    gtin: '4006381333931',
    serial: 'W-1',
    sale: { sold_on: '2026-03-02', country: 'TR' },
  });
  const { id } = await manager.post('/cases', {
    customer_id: registered.customer_id,
    channel: 'phone',
    kind: 'repair',
    subject: 'It does not spin',
    text: 'Since yesterday.',
  });
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  await page.getByRole('button', { name: /^It is about .*W 900 W-1/ }).click();
  await lawOf(page).getByText('Longest repair time', { exact: false }).first().waitFor();
  expect((await manager.get(`/cases/${id}`)).unit.unit_id).toBe(registered.unit_id);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});
