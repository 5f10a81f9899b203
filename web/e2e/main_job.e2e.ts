// The main job by clicks: from a customer's mail to her word that it is solved.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { complaints, type House, openHouse, password, people } from './house';

let house: House;
let page: Page;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());
afterEach(async () => {
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

const mail = (subject: string) =>
  [
    'From: Selin Er <selin.er@musteri.example>',
    'To: destek@anka.example',
    `Subject: ${subject}`,
    `Message-ID: <${subject.length}.${Date.now()}@musteri.example>`,
    'Date: Mon, 02 Mar 2026 09:00:00 +0300',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Merhaba, fırının kapağı kapanmıyor.',
  ].join('\r\n');

test('signs_in_by_form_and_is_told_what_was_wrong', async () => {
  page = await house.enter();
  await page.goto('/app');
  await page.getByLabel('E-mail address').fill(people.english);
  await page.getByLabel(/^Password/).fill('not hers');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('The address or the password is not right').waitFor();
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(people.english);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'My promises' }).waitFor();
});

test('a_mail_becomes_a_case_on_the_open_page_is_answered_and_ends_by_her_word', async () => {
  page = await house.enter(people.turkish);
  const manager = await house.as(people.manager);
  await page.goto('/app/queue');
  await page.getByRole('link', { name: 'Buzdolabım soğutmuyor' }).waitFor();

  await manager.post('/intake/email', mail('Fırın kapağı kapanmıyor'));
  const row = page.getByRole('link', { name: 'Fırın kapağı kapanmıyor' });
  await row.waitFor({ timeout: 10_000 });
  await row.click();
  await page.getByRole('heading', { level: 1, name: 'Fırın kapağı kapanmıyor' }).waitFor();

  await page.getByLabel('Yanıt metni').fill('Selin Hanım, menteşeyi değiştirdik.');
  await page.getByText('Çözüldü', { exact: true }).click();
  await page.getByRole('button', { name: 'Gönder', exact: true }).click();
  const undo = page.getByRole('button', { name: 'Geri al' });
  await undo.click();
  // Taken back: the text stands in the box again. This house has no mail server, and an answer that
  // cannot leave keeps no promise: she is told by phone.
  await expect
    .poll(() => page.getByLabel('Yanıt metni').inputValue())
    .toBe('Selin Hanım, menteşeyi değiştirdik.');
  await page.getByRole('combobox', { name: 'Nasıl iletiliyor' }).click();
  await page.getByRole('option', { name: 'Telefonda söyledim' }).click();
  await page.getByRole('button', { name: /^(Gönder|Kaydet)$/ }).click();
  await page.getByText('çözüldü', { exact: true }).waitFor({ timeout: 40_000 });

  // The signed link of the letter, as the customer has it.
  const id = page.url().split('/').at(-1);
  const story = await manager.get(`/cases/${id}/timeline`);
  const token = /\/c\/([\w.-]+)/.exec(JSON.stringify(story))?.[1];
  const customer = await house.browser.newPage({ baseURL: house.url, javaScriptEnabled: false });
  await customer.goto(`/c/${token}`);
  await customer.getByRole('button').first().click();
  await customer.close();
  await page.getByText('Müşteri çözüldüğünü söylüyor').first().waitFor();
  await page.getByText('kapandı', { exact: true }).waitFor();
});
