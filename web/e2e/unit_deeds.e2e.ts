// What is done with a unit as a whole, by an agent: it goes to a new owner, stands elsewhere, is
// something else than was thought, and stood in the books twice.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { overTheEdge, violations } from './looks';

let house: House;
let manager: Caller;
let product: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  await manager.post('/product-groups', { code: 'fridge', names: { en: 'Fridges' } });
  const model = { group: 'fridge', manufacturer: 'Anka' };
  product = (await manager.post('/products', { ...model, model: '5230 NF' })).summary.id;
  await manager.post('/products', { ...model, model: '7000 XL' });
});
afterAll(() => house.stop());

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

interface Bought {
  name: string;
  serial: string;
  ago: number;
}
async function bought({ name, serial, ago }: Bought) {
  const { unit_id, customer_id } = await manager.post('/registrations', {
    customer: {
      ...{ kind: 'person', display_name: name, language: 'en', country: 'TR' },
      contacts: [{ kind: 'email', value: `${serial.toLowerCase()}@example.com` }],
    },
    ...{ product_id: product, serial, sale: { sold_on: day(ago), country: 'TR' } },
  });
  return { unit: unit_id, customer: customer_id };
}
const unitNow = (id: string) => manager.get(`/units/${id}`);

/// A case about it, in whose law a clock runs.
async function broken({ unit, customer }: { unit: string; customer: string }) {
  const { id } = await manager.post('/cases', {
    customer_id: customer,
    ...{ channel: 'phone', kind: 'repair', subject: 'It does not cool', text: 'Since yesterday.' },
  });
  await manager.send('PUT', `/cases/${id}/unit`, { unit_id: unit });
  return id;
}
const isOwed = async (id: string) =>
  (await manager.get(`/cases/${id}/law`)).clocks.some(
    (clock: { rule_id: string; state: string }) =>
      clock.rule_id === 'TR-03-in-warranty' && clock.state === 'running',
  );

async function lookAt(unit: string, person = people.english): Promise<Page> {
  const page = await house.enter(person);
  await page.goto(`/app/unit/${unit}`);
  return page;
}
async function act(page: Page, deed: string) {
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: deed }).click();
  return page.getByRole('dialog', { name: deed });
}
async function isWell(page: Page) {
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
}

test('a_unit_goes_to_a_new_owner_and_what_the_law_owes_by_the_customers_word', async () => {
  const { unit, customer } = await bought({ name: 'Ayla Demir', serial: 'OWN-1', ago: 800 });
  const next = await bought({ name: 'Bora Aydın', serial: 'OWN-2', ago: 20 });
  const line = { payer: 'manufacturer', start: 'sale', months: 120, transferable: false };
  const template = await manager.post('/coverage-templates', {
    ...{ source: 'manufacturer', names: { en: 'For the first owner' } },
    lines: [{ ...line, component: 'labour', percent: 100 }],
  });
  await manager.post(`/units/${unit}/coverages`, { template_id: template.id });
  const id = await broken({ unit, customer });
  await expect.poll(() => isOwed(id)).toBe(true);
  await manager.post(`/cases/${id}/messages`, {
    ...{ channel: 'phone', text: 'I sold it to Bora, he knows.' },
  });
  const page = await lookAt(unit);
  const dialog = await act(page, 'New owner');
  await dialog.getByText('Owner of today: Ayla Demir').waitFor();
  await dialog.getByText(/what was granted to make amends, does not/).waitFor();
  await dialog.getByLabel('Customer by name').fill('Nobody Known');
  await dialog.getByText(/Nobody else in the books has this name/).waitFor();
  await dialog.getByLabel('Customer by name').fill('Bora');
  await dialog.getByRole('button', { name: 'Bora Aydın' }).click();
  await dialog.getByLabel('From which day').fill(day(900));
  const go = dialog.getByRole('button', { name: 'Record the new owner' });
  await go.click();
  // What is refused is said at its field, and what was chosen stays.
  const from = dialog.getByLabel('From which day');
  await expect.poll(() => from.getAttribute('aria-invalid')).toBe('true');
  await dialog.getByText(/Choose that day or a later one/).waitFor();
  await from.fill(day(3));
  await go.click();
  await dialog.getByText('By this the law would owe the customer less').waitFor();
  expect((await unitNow(unit)).owners).toHaveLength(1);
  await dialog.getByRole('combobox', { name: 'The case on which the customer says so' }).click();
  await page.getByRole('option', { name: /It does not cool/ }).click();
  await dialog.getByRole('combobox', { name: 'Where the customer says so' }).click();
  await page.getByRole('option', { name: /I sold it to Bora/ }).click();
  await dialog.getByLabel('In the customer’s words').fill('I sold it to Bora');
  expect(await violations(page, 'a new owner')).toEqual([]);
  await go.click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/^Bora Aydın since/).waitFor();
  const [before, now] = (await unitNow(unit)).owners;
  expect([before.until_on, now.customer.id, now.how]).toEqual([day(3), next.customer, 'resale']);
  expect(await isOwed(id)).toBe(false);
  await isWell(page);
});

test('a_unit_stands_elsewhere_and_its_former_places_stay', async () => {
  const { unit } = await bought({ name: 'Ece Kaya', serial: 'MOV-1', ago: 90 });
  await manager.post(`/units/${unit}/places`, { place: 'Moda Cad. 5', from_on: day(90) });
  const page = await lookAt(unit);
  await page.getByText('Moda Cad. 5').waitFor();
  const dialog = await act(page, 'Moved elsewhere');
  await dialog.getByLabel('Where it stands').fill('Bağdat Cad. 12, kat 3');
  await dialog.getByLabel('From which day').fill(day(-2));
  await dialog.getByRole('combobox', { name: 'Country' }).click();
  await dialog.getByRole('combobox', { name: 'Country' }).fill('Hung');
  await page.getByRole('option', { name: 'Hungary' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText(/Choose today or an earlier day/).waitFor();
  expect(await violations(page, 'a new place')).toEqual([]);
  await dialog.getByLabel('From which day').fill(day(10));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Bağdat Cad. 12, kat 3').waitFor();
  await page.getByText('Former places').click();
  await page.getByText('Moda Cad. 5').waitFor();
  const [, place] = (await unitNow(unit)).places;
  expect(place).toEqual({
    ...{ place: 'Bağdat Cad. 12, kat 3', country: 'HU', from_on: day(10) },
  });
  expect(await violations(page, 'a unit with former places')).toEqual([]);
  await isWell(page);
});

test('what_a_unit_is_is_changed_and_what_two_change_at_once_is_shown', async () => {
  const { unit } = await bought({ name: 'Can Er', serial: 'CHG-1', ago: 40 });
  const whole = await bought({ name: 'Can Er', serial: 'WHO-1', ago: 40 });
  const page = await lookAt(unit);
  const dialog = await act(page, 'Change its details');
  const serial = dialog.getByLabel('Serial number').first();
  await serial.fill('WHO-1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText(/is in the books already/).waitFor();
  expect(await serial.getAttribute('aria-invalid')).toBe('true');
  await serial.fill('CHG-7');
  await dialog.getByRole('button', { name: 'Another one' }).click();
  await dialog.getByLabel('Product').fill('7000');
  await page.getByRole('option', { name: /7000 XL/ }).click();
  await dialog.getByLabel('In a few words').fill('With a dent');
  await dialog.getByLabel('Day of manufacture').fill(day(100));
  await dialog.getByLabel('Built into').fill('WHO-1');
  await dialog.getByRole('radio', { name: /WHO-1/ }).click();
  expect(await violations(page, 'what a unit is')).toEqual([]);
  // Somebody else reads the plate meanwhile.
  const { version } = (await unitNow(unit)).summary;
  await manager.send('PATCH', `/units/${unit}`, { version, serial: 'CHG-8' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('cell', { name: /CHG-8/ }).waitFor();
  expect(await violations(page, 'what two changed of a unit')).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
  if (process.env.PICTURES)
    await page.screenshot({ path: `${process.env.PICTURES}/overtaken.png` });
  await page.setViewportSize({ width: 1280, height: 860 });
  await dialog.getByRole('button', { name: 'Keep this' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('CHG-7').first().waitFor();
  const now = await unitNow(unit);
  expect([now.summary.serial, now.summary.title, now.description, now.parent.id]).toEqual([
    ...['CHG-7', 'Anka 7000 XL', 'With a dent', whole.unit],
  ]);
  expect(now.manufactured_on).toBe(day(100));
  await act(page, 'Change its details');
  await dialog.getByRole('switch', { name: 'Scrapped' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('scrapped', { exact: true }).waitFor();
  await isWell(page);
});

test('a_serial_that_another_has_leads_to_that_one_and_to_joining_the_two', async () => {
  const mine = await bought({ name: 'Ayşe Ak', serial: 'TAK-1', ago: 50 });
  const { unit_id: twin } = await manager.post('/registrations', {
    ...{ customer_id: mine.customer, product_id: product, serial: 'KAT-1' },
  });
  const page = await lookAt(twin);
  const dialog = await act(page, 'Change its details');
  await dialog.getByLabel('Serial number').first().fill('tak 1');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText(/TAK-1 is in the books already: Anka 5230 NF/).waitFor();
  const other = dialog.getByRole('note').filter({ hasText: 'Ayşe Ak' });
  expect(await other.getByRole('link').getAttribute('href')).toBe(`/app/unit/${mine.unit}`);
  expect(await dialog.getByText(/unt_/).count()).toBe(0);
  expect(await violations(page, 'a serial that another has')).toEqual([]);
  await other.getByRole('button', { name: /join them/ }).click();
  const joining = page.getByRole('dialog', { name: 'The same device stands twice' });
  expect(await joining.getByRole('radio', { name: 'Anka 5230 NF TAK-1' }).first().isChecked()).toBe(
    true,
  );
  await joining.getByRole('radio', { name: /The other one: .*TAK-1/ }).check();
  await joining.getByRole('button', { name: 'Join them for good' }).click();
  await page.waitForURL(`**/unit/${mine.unit}`);
  await expect.poll(async () => (await unitNow(mine.unit)).merged).toEqual([twin]);
  await isWell(page);
});

test('what_was_said_of_a_unit_by_mistake_is_taken_away', async () => {
  const { unit } = await bought({ name: 'Su Er', serial: 'MIS-1', ago: 50 });
  const whole = await bought({ name: 'Su Er', serial: 'MIS-2', ago: 50 });
  const { version } = (await unitNow(unit)).summary;
  await manager.send('PATCH', `/units/${unit}`, {
    ...{ version, parent_id: whole.unit, manufactured_on: day(100), description: 'With a dent' },
  });
  const page = await lookAt(unit);
  const dialog = await act(page, 'Change its details');
  await dialog.getByRole('button', { name: 'Another one' }).first().click();
  await dialog.getByText(/Without a product/).waitFor();
  await dialog.getByRole('button', { name: 'Another one' }).click();
  await dialog.getByText('It is built into nothing.').waitFor();
  await dialog.getByRole('button', { name: /^Keep .*MIS-2/ }).click();
  await dialog.getByRole('button', { name: 'Another one' }).click();
  await dialog.getByLabel('Day of manufacture').fill('');
  expect(await violations(page, 'what is taken away of a unit')).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('to be confirmed', { exact: true }).waitFor();
  const now = await unitNow(unit);
  expect([now.summary.product_id, now.parent, now.manufactured_on]).toEqual([null, null, null]);
  const story = page.getByRole('region', { name: 'Its story' });
  await story
    .getByText(/Day of manufacture/)
    .last()
    .waitFor();
  expect(await violations(page, 'a unit without a product')).toEqual([]);
  await isWell(page);
});

test('a_unit_that_stood_twice_is_one_and_the_chosen_record_stays', async () => {
  const mine = await bought({ name: 'Oya Su', serial: 'B0X-10', ago: 60 });
  const other = await bought({ name: 'Nil Ak', serial: 'TWO-1', ago: 60 });
  const { unit_id: twin } = await manager.post('/registrations', {
    ...{ customer_id: mine.customer, product_id: product, serial: 'BOX-1O' },
  });
  const page = await lookAt(mine.unit);
  const dialog = await act(page, 'The same device stands twice');
  await dialog.getByText('These look like it:').waitFor();
  const serial = dialog.getByLabel('The other record').first();
  await serial.fill('TWO-1');
  await dialog.getByRole('radio', { name: /TWO-1/ }).click();
  const go = dialog.getByRole('button', { name: 'Join them for good' });
  await go.click();
  await dialog.getByText(/Two customers own these two/).waitFor();
  expect(await serial.getAttribute('aria-invalid')).toBe('true');
  await serial.fill('');
  await dialog.getByRole('radio', { name: /BOX-1O/ }).click();
  await dialog.getByRole('radio', { name: /The other one: .*BOX-1O/ }).check();
  await dialog.getByLabel('Why they are one device').fill('The plate was read wrongly');
  expect(await violations(page, 'a unit that stands twice')).toEqual([]);
  await go.click();
  await page.waitForURL(`**/unit/${twin}`);
  await page.getByText('joined with another row').waitFor();
  const now = await unitNow(mine.unit);
  expect([now.summary.id, now.summary.serial, now.merged]).toEqual([twin, 'BOX-1O', [mine.unit]]);
  expect((await unitNow(other.unit)).summary.id).toBe(other.unit);
  await isWell(page);
});

for (const person of [people.english, people.hebrew] as const)
  test(`each_deed_has_room_on_the_phone_of_${person.split('@')[0]}`, async () => {
    const serial = `PH0-${person.length}`;
    const { unit, customer } = await bought({ name: 'Efe Tan', serial, ago: 30 });
    const twin = { customer_id: customer, product_id: product };
    await manager.post('/registrations', { ...twin, serial: serial.replace('0', 'O') });
    await manager.post(`/units/${unit}/places`, { place: 'Moda Cad. 5', from_on: day(30) });
    const page = await house.enter(person, {
      ...{ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' },
    });
    await page.goto(`/app/unit/${unit}`);
    const menu = page.locator('main [aria-haspopup=menu]');
    for (const [at, name] of ['owner', 'moved', 'change', 'merge'].entries()) {
      await menu.click();
      await page.getByRole('menuitem').nth(at).click();
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      if (name === 'merge') await dialog.getByRole('radio').first().click();
      if (name === 'merge') await dialog.getByRole('radio').nth(2).waitFor();
      expect(await violations(page, `${name} on a phone`)).toEqual([]);
      expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
      if (process.env.PICTURES)
        await page.screenshot({ path: `${process.env.PICTURES}/${person}-${name}.png` });
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    if (process.env.PICTURES)
      await page.screenshot({ path: `${process.env.PICTURES}/${person}-unit.png` });
    await isWell(page);
  });
