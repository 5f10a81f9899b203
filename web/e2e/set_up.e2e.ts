// The administrator's evening: from an empty server, with a real mail server beside it, to one that
// makes a case of a customer's mail; interrupted in the middle, and gone on with.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complaints, type House, openHouse } from './house';
import { overTheEdge, violations } from './looks';
import { type MailServers, openMail } from './mail';

const desk = 'destek@firma.example';
const customer = 'selin@musteri.example';

let mail: MailServers;
beforeAll(async () => {
  mail = await openMail([desk, customer]);
});
afterAll(() => mail.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function firstAccount(page: Page) {
  await page.goto('/app');
  await page.getByRole('heading', { name: 'Welcome to Vefa' }).waitFor();
  await page.getByLabel('Name of the company').fill('Ege Beyaz Eşya');
  await page.getByLabel('Your name').fill('Deniz Kaya');
  await page.getByLabel('E-mail address').fill('deniz@ege.example');
  const password = page.getByLabel('A password for you');
  await password.fill('short');
  await button(page, 'Begin').click();
  await page.getByText('12').first().waitFor(); // the server names the field and the way out
  expect(await page.getByLabel('Name of the company').inputValue()).toBe('Ege Beyaz Eşya');
  await password.fill('a raven lands 7 times');
  await button(page, 'Begin').click();
  await page.getByRole('heading', { level: 2, name: 'Your company' }).waitFor();
}

async function fillServers(page: Page, password: string) {
  const part = (name: string) => page.getByRole('group', { name });
  for (const [name, port] of [
    ['Reading (IMAP)', mail.imaps_port],
    ['Sending (SMTP)', mail.smtps_port],
  ] as const) {
    await part(name).getByLabel('Server').fill('127.0.0.1');
    await part(name).getByLabel('Port').fill(String(port));
    await part(name).getByLabel('Password', { exact: true }).fill(password);
  }
}

const letter = [
  `From: Selin Er <${customer}>`,
  `To: ${desk}`,
  'Subject: The oven door does not close',
  'Message-ID: <oven.1@musteri.example>',
  'Date: Mon, 02 Mar 2026 09:00:00 +0300',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Good morning, the door of my oven does not close any more.',
].join('\r\n');

describe('on an empty server', () => {
  let house: House;
  let page: Page;
  beforeAll(async () => {
    house = await openHouse({ demo: false });
    page = await house.enter(undefined, { locale: 'en-GB', timezoneId: 'Europe/Istanbul' });
  });
  afterAll(() => house.stop());

  test('the_first_account_is_made_and_a_bad_password_costs_nothing_typed', async () => {
    await firstAccount(page);
    expect(await violations(page, 'set-up')).toEqual([]);
  });

  test('company_and_working_hours_are_guessed_from_the_browser', async () => {
    const zone = page.getByRole('combobox', { name: 'Time zone' });
    await expect.poll(() => zone.inputValue()).toBe('Europe/Istanbul');
    const address = page.getByLabel('Address of this server');
    await expect.poll(() => address.inputValue()).toBe(house.url);
    await button(page, 'Save and go on').click();
    await page.getByRole('heading', { level: 2, name: 'When you work' }).waitFor();
    const day = page.locator(`[data-date="${new Date().getFullYear()}-10-29"]`);
    await day.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('closed').check();
    await dialog.getByLabel('Why').fill('Republic Day');
    await dialog.getByRole('button', { name: 'Put it down' }).click();
    await page.getByRole('table', { name: 'Days that differ' }).getByText('Republic Day').waitFor();
    await button(page, 'Save and go on').click();
    await page.getByRole('heading', { level: 2, name: 'The address customers' }).waitFor();
  });

  test('a_step_that_was_interrupted_is_gone_on_with_where_it_was', async () => {
    await page.getByLabel('E-mail address').fill(desk);
    await page.goto('/app/queue');
    await page.getByRole('heading', { name: 'No open cases' }).waitFor();
    expect(await violations(page, 'an empty queue')).toEqual([]);
    // An empty house says how to begin, and what was begun.
    await page.getByRole('link', { name: 'First steps' }).click();
    await page.getByRole('heading', { level: 2, name: 'The address customers' }).waitFor();
    await expect.poll(() => page.getByLabel('E-mail address').inputValue()).toBe(desk);
    await page.getByText('This is what you typed earlier').waitFor();
  });

  test('the_first_mailbox_is_really_tried_and_what_is_wrong_is_said', async () => {
    await fillServers(page, 'a wrong password');
    await button(page, 'What most leave as it is').click();
    await page.getByLabel('Certificate of an authority').fill(mail.ca_pem);
    await page.getByLabel('Take in what lies there already').check();
    await button(page, 'Save and test').click();
    const status = page.getByRole('status').filter({ hasText: 'Reading' });
    await status.getByText('Reading does not work').waitFor({ timeout: 40_000 });
    await status.getByText('Sending does not work').waitFor();
    expect(await status.textContent()).toMatch(/password/i);
    expect(await violations(page, 'a mailbox that fails')).toEqual([]);

    await fillServers(page, mail.password);
    await button(page, 'Save and test').click();
    await status.getByText('Reading works.').waitFor({ timeout: 40_000 });
    await status.getByText('Sending works.').waitFor();
    await button(page, 'Go on').last().click();
    await page.getByRole('heading', { level: 2, name: 'Your first team' }).waitFor();
  });

  test('team_and_people_follow_and_the_link_is_shown_once', async () => {
    await page.getByLabel('Name', { exact: false }).first().fill('Service desk');
    await button(page, 'Save and go on').click();
    await page.getByRole('heading', { level: 2, name: 'Who works with you' }).waitFor();
    await page.getByLabel('Name', { exact: false }).first().fill('Elif Aydın');
    await page.getByLabel('E-mail address').fill('elif@ege.example');
    await button(page, 'Invite a person').click();
    const link = await page.getByRole('textbox', { name: 'The link for Elif Aydın' }).inputValue();
    expect(link).toMatch(new RegExp(`^${house.url}/app#password=`));
    await button(page, 'That is all for now').click();
    await page.getByRole('heading', { level: 2, name: 'You can begin' }).waitFor();
    expect(await violations(page, 'set-up done')).toEqual([]);

    const hers = await house.enter();
    await hers.goto(link);
    await hers.getByLabel('New password').fill('seven ships at dawn');
    await hers.locator('button[type=submit]').click();
    await hers.getByRole('link', { name: 'Sign in' }).waitFor();
    await hers.context().close();
  });

  test('a_customers_mail_becomes_a_case_that_evening', async () => {
    await mail.send(customer, desk, letter);
    await page.getByRole('link', { name: 'To the queue' }).click();
    await page.getByRole('link', { name: 'The oven door does not close' }).waitFor({
      timeout: 60_000,
    });
    expect(complaints.get(page)).toEqual([]);
    await page.context().close();
  });
});

test('what_can_wait_is_put_off_and_named_at_the_end', async () => {
  const house = await openHouse({ demo: false });
  const page = await house.enter(undefined, { viewport: { width: 390, height: 844 } });
  await firstAccount(page);
  for (const name of ['When you work', 'The address customers', 'Your first team', 'Who works']) {
    await button(page, 'Later').click();
    await page.getByRole('heading', { level: 2, name }).waitFor();
    expect(await overTheEdge(page), name).toBeLessThanOrEqual(0);
  }
  await button(page, 'Later').click();
  await page.getByText('Put off for later').waitFor();
  await page.reload();
  await page.getByText('Put off for later').waitFor();
  await page.getByRole('alert').getByRole('button', { name: 'Mailbox' }).click();
  await page.getByRole('heading', { level: 2, name: 'The address customers' }).waitFor();
  await page.context().close();
  await house.stop();
});
