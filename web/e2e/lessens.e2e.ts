// Who registers an older sale, calls her a business or shortens a time in repair takes nothing from
// her that the law owes: she says so herself, in a message that is named.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { violations } from './looks';

let house: House;
let manager: Caller;
let product: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  await manager.post('/product-groups', { code: 'fridge', names: { en: 'Fridges' } });
  const made = await manager.post('/products', {
    ...{ group: 'fridge', manufacturer: 'Anka', model: '5230 NF' },
  });
  product = made.summary.id;
});
afterAll(() => house.stop());

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

interface Bought {
  name: string;
  serial: string;
  sale?: { sold_on: string; country: string };
}
/// A unit of hers, and a case of repair about it.
async function broken({ name, serial, sale }: Bought) {
  const registered = await manager.post('/registrations', {
    customer: {
      ...{ kind: 'person', display_name: name, language: 'en', country: 'TR' },
      contacts: [{ kind: 'email', value: `${serial.toLowerCase()}@example.com` }],
    },
    ...{ product_id: product, serial },
    ...(sale && { sale }),
  });
  const { id } = await manager.post('/cases', {
    customer_id: registered.customer_id,
    ...{ channel: 'phone', kind: 'repair', subject: 'It does not cool', text: 'Since yesterday.' },
  });
  await manager.send('PUT', `/cases/${id}/unit`, { unit_id: registered.unit_id });
  await expect.poll(async () => Boolean((await law(id)).matter), { timeout: 30_000 }).toBe(true);
  return { id, customer: registered.customer_id, unit: registered.unit_id };
}
const law = (id: string) => manager.get(`/cases/${id}/law`);
const owed = async (id: string, rule: string) =>
  (await law(id)).clocks.some(
    (clock: { rule_id: string; state: string }) =>
      clock.rule_id === rule && clock.state === 'running',
  );
const says = (id: string, text: string) =>
  manager.post(`/cases/${id}/messages`, { channel: 'phone', text });

/// She says so on her case, in the message that holds these words.
async function herWord(page: Page, words: string) {
  await page.getByText('By this the law would owe the customer less').waitFor();
  await page.getByRole('combobox', { name: 'The case on which the customer says so' }).click();
  await page.getByRole('option', { name: /It does not cool/ }).click();
  await page.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: new RegExp(words) }).click();
  await page.getByLabel('In the customer’s words').fill(words);
}

test('an_older_sale_that_lessens_what_the_law_owes_is_registered_by_her_word', async () => {
  const { id, customer } = await broken({
    ...{ name: 'Júlia Kiss', serial: 'HU-1' },
    sale: { sold_on: day(30), country: 'HU' },
  });
  await expect.poll(() => owed(id, 'HU-04-repair'), { timeout: 30_000 }).toBe(true);
  await says(id, 'I had bought it in Izmir before.');
  const page = await house.enter(people.english);
  await page.goto(`/app/units/register?customer=${customer}`);
  await page.getByText('Júlia Kiss').waitFor();
  await page.getByLabel('Product').fill('5230');
  await page.getByRole('option', { name: /5230 NF/ }).click();
  await page.getByLabel('Serial number').fill('HU-1');
  await page.getByLabel('Bought on').fill(day(60));
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByText('By this the law would owe the customer less').waitFor();
  expect(await owed(id, 'HU-04-repair')).toBe(true);
  expect(await violations(page, 'registering by a word of hers')).toEqual([]);
  await herWord(page, 'I had bought it in Izmir before');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await page.waitForURL(/\/app\/unit\/unt_/);
  expect(await owed(id, 'HU-04-repair')).toBe(false);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('that_she_is_a_business_is_written_into_her_file_by_her_word', async () => {
  const { id, customer } = await broken({ name: 'Ayla Demir', serial: 'TR-1' });
  await manager.send('PUT', `/cases/${id}/law`, { code: 'TR', facts: { in_warranty: true } });
  expect(await owed(id, 'TR-03-in-warranty')).toBe(true);
  await says(id, 'My company bought it.');
  const page = await house.enter(people.english);
  await page.goto(`/app/customer/${customer}`);
  await page.getByRole('heading', { name: 'Ayla Demir' }).waitFor();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'A person, or an organisation' }).click();
  await page.getByRole('option', { name: 'an organisation' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('By this the law would owe the customer less').waitFor();
  expect((await manager.get(`/customers/${customer}`)).customer.kind).toBe('person');
  expect(await violations(page, 'what she is, by a word of hers')).toEqual([]);
  await herWord(page, 'My company bought it');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await manager.get(`/customers/${customer}`)).customer.kind).toBe('organisation');
  expect(await owed(id, 'TR-03-in-warranty')).toBe(false);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_time_in_repair_that_made_the_guarantee_last_is_shortened_by_her_word', async () => {
  const { id, unit } = await broken({
    ...{ name: 'Ece Kaya', serial: 'TR-2' },
    sale: { sold_on: day(740), country: 'TR' },
  });
  await manager.post(`/units/${unit}/repairs`, { from_on: day(400), until_on: day(350) });
  await expect.poll(() => owed(id, 'TR-03-in-warranty'), { timeout: 30_000 }).toBe(true);
  await says(id, 'I had it back the next day.');
  const page = await house.enter(people.english);
  await page.goto(`/app/unit/${unit}`);
  const repairs = page.getByRole('region', { name: 'Times in repair' });
  await repairs.getByRole('button', { name: /^Put right/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Went back on').fill(day(399));
  await dialog.getByLabel('Why it is put right').fill('A slip');
  await dialog.getByRole('button', { name: 'Put right' }).click();
  await herWord(page, 'I had it back the next day');
  expect(await violations(page, 'a time in repair by a word of hers')).toEqual([]);
  await dialog.getByRole('button', { name: 'Put right' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await owed(id, 'TR-03-in-warranty')).toBe(false);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});
