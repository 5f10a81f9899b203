// What a unit was given is ended with a reason that its owner is told, and taken back; what was
// used of it is told up to its limit, and taken back.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { violations } from './looks';

let house: House;
let manager: Caller;
let unit: string;
let owner: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  await manager.speak('en');
  await manager.post('/product-groups', { code: 'cooling', names: { en: 'Cooling' } });
  const product = await manager.post('/products', {
    ...{ group: 'cooling', manufacturer: 'Anka', model: '5230 NF' },
  });
  const sold_on = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  const registered = await manager.post('/registrations', {
    customer: {
      ...{ kind: 'person', display_name: 'Jane Doe', language: 'en' },
      contacts: [{ kind: 'email', value: 'jane@example.com' }],
    },
    ...{ product_id: product.summary.id, serial: 'BX-1', sale: { sold_on } },
  });
  unit = registered.unit_id;
  owner = registered.customer_id;
  const line = { component: 'travel', percent: 100, payer: 'company', start: 'given' };
  await manager.post(`/units/${unit}/coverages`, {
    ...{ names: { en: 'Two visits' }, reason: 'A loyal customer' },
    lines: [{ ...line, from_on: sold_on, max_visits: 2 }],
  });
});
afterAll(() => house.stop());

test('what_was_given_is_ended_with_a_reason_and_taken_back', async () => {
  const page = await house.enter(people.manager);
  await page.goto(`/app/unit/${unit}`);
  await page.getByRole('button', { name: 'End it: Two visits' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('It holds for thirty days more.').waitFor();
  expect(await violations(page, 'ending a coverage')).toEqual([]);
  await dialog.getByRole('radio', { name: 'Entered twice' }).check();
  await dialog.getByLabel('Why; the owner reads it').fill('It was never paid for');
  await dialog.getByRole('button', { name: 'End it' }).click();
  await dialog.getByText(/so this one is no duplicate/).waitFor();
  await dialog.getByRole('radio', { name: 'We take it back' }).check();
  await dialog.getByRole('button', { name: 'End it' }).click();
  await page.getByText('It was never paid for').waitFor();
  await page.getByText(/holds until/).waitFor();
  const told = async () => (await manager.get(`/units/${unit}/cases`)).items.length;
  await expect.poll(told, { timeout: 30_000 }).toBe(1);
  await page.getByRole('button', { name: 'Take the ending back: Two visits' }).click();
  await dialog.getByLabel('Why; the owner reads it').fill('It was paid');
  await dialog.getByRole('button', { name: 'Take the ending back' }).click();
  await page.getByRole('button', { name: 'End it: Two visits' }).waitFor();
  expect(await violations(page, 'unit with what it was given')).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('a_use_is_told_up_to_what_is_left_and_taken_back', async () => {
  const page = await house.enter(people.manager);
  await page.goto(`/app/unit/${unit}`);
  await page.getByText('What was used of its limits').click();
  await page.getByRole('button', { name: 'Record a use' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How many visits').fill('3');
  await dialog.getByLabel('Why it is recorded by hand').fill('On paper');
  await dialog.getByRole('button', { name: 'Record a use' }).click();
  await dialog.getByText(/Only 2 is left of this limit/).waitFor();
  await dialog.getByLabel('How many visits').fill('1');
  await dialog.getByRole('button', { name: 'Record a use' }).click();
  await page.getByText('one visit').waitFor();
  await page.getByRole('button', { name: 'Take back', exact: true }).click();
  await dialog.getByLabel('Why it was a mistake').fill('Another unit');
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Another unit').waitFor();
  // A sum, on a day before the coverage ended, by a decision of the unit.
  const line = { component: 'parts', percent: 100, payer: 'company', start: 'given' };
  const on = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
  const sum = await manager.post(`/units/${unit}/coverages`, {
    ...{ names: { en: 'Parts up to a sum' }, reason: 'A loyal customer' },
    lines: [{ ...line, from_on: on, max_amount_minor: 50_000 }],
  });
  await manager.post(`/units/${unit}/coverage-decisions`, {});
  await manager.post(`/coverages/${sum.id}/end`, { cause: 'returned', reason: 'Sold back' });
  await page.reload();
  await page.getByText('What was used of its limits').last().click();
  await page.getByRole('button', { name: 'Record a use' }).click();
  await dialog.getByLabel(/^Sum that was used/).fill('600,00');
  await dialog.getByLabel('Day of the use').fill(on);
  await dialog.getByLabel('By which decision on coverage').selectOption({ index: 1 });
  await dialog.getByLabel('Why it is recorded by hand').fill('A pump');
  expect(await violations(page, 'telling a use')).toEqual([]);
  await dialog.getByRole('button', { name: 'Record a use' }).click();
  await dialog.getByText(/is left of this limit/).waitFor();
  await dialog.getByLabel(/^Sum that was used/).fill('120,50');
  await dialog.getByRole('button', { name: 'Record a use' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('A pump').waitFor();
  const [told] = (await manager.get(`/coverages/${sum.id}/uses`)).items;
  expect([told.amount_minor, told.used_on, told.decision_id !== '']).toEqual([12_050, on, true]);
  expect(await violations(page, 'uses of a coverage')).toEqual([]);
  await page.context().close();
});

test('a_time_in_repair_that_was_told_wrongly_is_put_right_with_a_reason', async () => {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const told = { from_on: day(9), until_on: day(5), note: '' };
  const one = await manager.post(`/units/${unit}/repairs`, told);
  const page = await house.enter(people.manager);
  await page.goto(`/app/unit/${unit}`);
  const repairs = page.getByRole('region', { name: 'Times in repair' });
  await repairs.getByRole('button', { name: /^Put right/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Went back on').fill(day(10));
  await dialog.getByLabel('Why it is put right').fill('The slip says so');
  await dialog.getByRole('button', { name: 'Put right' }).click();
  const refused = dialog.locator('[role=alert], .mantine-TextInput-error').first();
  await refused.waitFor();
  await dialog.getByLabel('Went back on').fill(day(2));
  await refused.waitFor({ state: 'detached' });
  expect(await violations(page, 'a time in repair')).toEqual([]);
  await dialog.getByRole('button', { name: 'Put right' }).click();
  await dialog.waitFor({ state: 'detached' });
  const [now] = (await manager.get(`/units/${unit}/repairs`)).items;
  expect([now.id, now.from_on, now.until_on]).toEqual([one.id, day(9), day(2)]);
  await repairs.getByText('The slip says so').waitFor();
  expect(await violations(page, 'unit with a time in repair')).toEqual([]);
  await page.context().close();
});

test('a_correction_that_moves_no_time_in_repair_says_where_that_is_put_right', async () => {
  const day = new Date().toISOString().slice(0, 10);
  const { id } = await manager.post('/cases', {
    ...{ customer_id: owner, channel: 'phone', kind: 'repair' },
    ...{ subject: 'It does not cool', text: 'Since yesterday.' },
  });
  await manager.send('PUT', `/cases/${id}/unit`, { unit_id: unit });
  await manager.post(`/units/${unit}/repairs`, { from_on: day, case_id: id });
  const values = {
    ...{ station_contacts: 'Anka Servis', customer_address: 'Moda Cad. 5', item: 'Fridge' },
    ...{ product_kind: 'Fridge', brand: 'Anka', model: '5230 NF', delivered_on: day },
    ...{ notified_on: day, handed_over_on: day, complaint: 'It is warm', request: 'Repair it' },
    ...{ fault_found: 'Compressor', work_done: 'Changed', price: '0', giver: 'Jane Doe' },
    ...{ taker: 'Deniz Kaya', loaner_note: 'Given', station_liabilities: 'It is liable' },
  };
  await manager.post(`/cases/${id}/documents`, { kind: 'service_slip', values });
  const page = await house.enter(people.manager);
  await page.goto(`/app/documents/case/${id}`);
  await page.getByRole('button', { name: 'Correct' }).click();
  await page.getByText(/does not follow this correction.*under “Times in repair”/).waitFor();
  expect(await violations(page, 'a correction')).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});
