// What the administrator has the program do by itself, and what she brings in from elsewhere.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, type House, openHouse, people } from './house';
import { overTheEdge, violations } from './looks';

let house: House;
let admin: Caller;
let agent: Caller;
beforeAll(async () => {
  house = await openHouse();
  admin = await house.as(people.administrator);
  agent = await house.as(people.english);
  await admin.speak('en');
});
afterAll(() => house.stop());

const newCase = (subject: string, text: string) =>
  agent.post('/cases', {
    customer: { kind: 'person', display_name: 'Ann Baker', contacts: [] },
    channel: 'phone',
    subject,
    text,
  });

test('a_rule_is_made_by_clicks_tried_on_past_cases_and_then_acts_and_says_so', async () => {
  await newCase('Refund before', 'I want a refund for the kettle.');
  const page = await house.enter(people.administrator);
  await page.goto('/app/settings/automation');
  await page.getByText('No rules yet').waitFor();
  await page.getByRole('link', { name: 'Add a rule' }).click();
  await page.getByLabel('Name', { exact: false }).first().fill('Refunds go first');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  const condition = page.getByRole('group', { name: 'Condition 1' });
  await condition.getByLabel('Compared with').fill('refund');
  await condition.getByLabel('Compared with').press('Enter');
  const action = page.getByRole('group', { name: 'Action 1' });
  await action.getByRole('combobox', { name: 'What is done' }).click();
  await page.getByRole('option', { name: 'Set the priority' }).click();
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  const tried = page.getByRole('table', { name: 'Try it on past cases' });
  await tried.getByText('Refund before').waitFor();
  await tried.getByText('Set the priority: High').first().waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Refunds go first' }).waitFor();

  const { id } = await newCase('Refund now', 'Please, a refund.');
  await page
    .getByRole('table', { name: 'What it did' })
    .getByText('Set the priority: High')
    .waitFor();
  expect((await agent.get(`/cases/${id}`)).summary.priority).toBe('high');
  await page.goto(`/app/case/${id}`);
  await page.getByText('A rule acted').waitFor();
  await page.context().close();
});

test('what_the_server_refuses_of_a_rule_stands_at_its_condition', async () => {
  const page = await house.enter(people.administrator);
  await page.goto('/app/settings/automation/new');
  await page.getByLabel('Name', { exact: false }).first().fill('Half a rule');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const condition = page.getByRole('group', { name: 'Condition 1' });
  await condition.getByText('give at least one value').waitFor();
  expect(await page.getByLabel('Name', { exact: false }).first().inputValue()).toBe('Half a rule');
  await page.context().close();
});

const file =
  'Name;E-mail;Telefon;Shoe size\nAda Lovelace;ada@example.com;+44 20 7946 0958;38\n' +
  'Grace Hopper;no address;;39\nAlan Turing;alan@example.com;;42\n';

test('a_file_is_mapped_brought_in_told_row_by_row_and_taken_out_again', async () => {
  const page = await house.enter(people.administrator);
  await page.goto('/app/settings/imports');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Customers' }).click();
  await (await chooser).setFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(file),
  });
  await page.getByText('3 rows, ').waitFor();
  const meaning = (name: string) =>
    page.getByRole('combobox', { name: `Meaning of ${name}` }).inputValue();
  await expect.poll(() => meaning('E-mail')).toBe('E-mail address');
  await expect.poll(() => meaning('Shoe size')).toBe('Left out');
  await page.getByText('Not taken').waitFor();
  expect(await violations(page, 'mapping')).toEqual([]);
  expect((await admin.get('/customers?contact=ada@example.com')).items).toEqual([]);

  await page.getByRole('button', { name: 'Bring in 3 rows' }).click();
  await page.getByText('All 3 rows were looked at.').waitFor();
  expect((await admin.get('/customers?contact=ada@example.com')).items).toHaveLength(1);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /that was not taken/ }).click();
  expect((await download).suggestedFilename()).toBe('rejected-people.csv');
  expect(await violations(page, 'outcome')).toEqual([]);

  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo this import' }).click();
  await page.getByText('Undone', { exact: true }).waitFor();
  expect((await admin.get('/customers?contact=ada@example.com')).items).toEqual([]);
  await page.context().close();
});

test('a_spreadsheet_is_refused_with_the_way_out', async () => {
  const page = await house.enter(people.administrator);
  await page.goto('/app/settings/imports');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Cases' }).click();
  await (await chooser).setFiles({
    name: 'cases.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('PK\u0003\u0004 not a text'),
  });
  await page.getByText('save it as CSV').waitFor();
  await page.context().close();
});

describe.each(['en', 'he'])('in %s', language => {
  test('axe_finds_nothing_on_a_rule_with_all_its_parts_and_none_is_too_wide', async () => {
    const rules = (await admin.get('/automation/rules')).items;
    await admin.speak(language);
    const page = await house.enter(people.administrator);
    await page.goto(`/app/settings/automation/${rules[0].id}`);
    await page.locator('form').waitFor();
    await page.waitForLoadState('networkidle').catch(() => {});
    expect(await violations(page, 'rule')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
