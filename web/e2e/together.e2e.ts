// Several people at one case, and what hangs on it: who is there and who writes, mentions, promises
// kept by a deed, the customer's file, actions by their names, her own page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';

let house: House;
let manager: Caller;
let id: string;
let customer: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  const rows = (await manager.get('/cases')).items;
  const row = rows.find((one: { subject: string }) => one.subject === 'Wrong colour delivered');
  id = row.id;
  customer = row.customer_id;
});
afterAll(() => house.stop());

async function leave(page: Page) {
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
}

test('who_is_at_a_case_and_who_writes_is_seen_by_colleagues', async () => {
  const jane = await house.enter(people.english);
  const deniz = await house.enter(people.manager, { locale: 'tr' });
  await jane.goto('/app/queue');
  await jane.locator('tbody tr').first().waitFor();
  await deniz.goto(`/app/case/${id}`);
  await deniz.locator('#reply-text').waitFor();
  const row = jane.locator('tr', { hasText: 'Wrong colour delivered' });
  await row.getByText(/Also here now: Deniz/).waitFor();
  await row.getByRole('link', { name: 'Wrong colour delivered' }).click();
  await jane.locator('#reply-text').waitFor();
  await deniz.locator('#reply-text').pressSequentially('Dear');
  await jane.getByText(/Deniz Kaya is writing an answer here/).waitFor();
  await deniz.locator('#reply-text').fill('');
  await deniz.goto('/app/promises');
  await jane.getByText(/is writing an answer here/).waitFor({ state: 'detached' });
  await jane.getByText(/Also here now/).waitFor({ state: 'detached' });
  await leave(jane);
  await leave(deniz);
});

test('a_colleague_is_called_in_by_her_name_and_finds_it', async () => {
  const jane = await house.enter(people.english);
  const deniz = await house.enter(people.manager, { locale: 'en' });
  await deniz.goto('/app/promises');
  await deniz.getByRole('heading', { level: 1 }).waitFor();
  await jane.goto(`/app/case/${id}`);
  await jane.locator('#reply-text').waitFor();
  await jane.keyboard.press('n');
  await expect.poll(() => jane.evaluate(() => document.activeElement?.id)).toBe('reply-text');
  await jane.keyboard.type('Please look, @den');
  await jane.getByRole('option', { name: 'Deniz Kaya' }).waitFor();
  await jane.keyboard.press('Enter');
  await jane.keyboard.type('the green one is sold out.');
  await jane.keyboard.press('Control+Enter');
  await jane.locator('article', { hasText: '@Deniz Kaya the green one is sold out.' }).waitFor();
  await deniz.getByRole('link', { name: /@|Mentions|Bahsetmeler/ }).click();
  const row = deniz.locator('li[data-unread]', { hasText: 'the green one is sold out.' });
  await row.getByRole('link').click();
  await deniz.getByRole('heading', { level: 1, name: 'Wrong colour delivered' }).waitFor();
  const unread = async () => (await manager.get('/cases/counts')).unread_mentions;
  await expect.poll(unread).toBe(0);
  await leave(jane);
  await leave(deniz);
});

test('a_promise_is_kept_by_a_deed_and_told_in_the_story', async () => {
  const due_at = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await manager.post(`/cases/${id}/promises`, { kind: 'call_back_by', due_at, what: 'the colour' });
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  await page.getByRole('button', { name: /^Promise kept: Call back/ }).click();
  await page.getByLabel('How was it kept?').fill('Called; she waits for the green one.');
  await page.getByRole('dialog').getByRole('button', { name: 'Promise kept' }).click();
  await page.getByText('Promise kept: Call back').waitFor();
  await page.getByText('Called; she waits for the green one.').waitFor();
  await leave(page);
});

test('the_customers_file_is_written_by_name_of_the_action', async () => {
  const page = await house.enter(people.english);
  await page.goto(`/app/customer/${customer}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Everything by name' }).waitFor();
  await page.keyboard.type('contact detail');
  await page.getByRole('button', { name: 'Add a contact detail' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a contact detail' });
  await dialog.getByLabel('Phone number').fill('12');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => dialog.getByLabel('Phone number').getAttribute('aria-invalid'))
    .toBe('true');
  await dialog.getByLabel('Phone number').fill('+44 20 7946 0123');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: /7946 0123/ }).waitFor();
  await leave(page);
});

test('her_page_works_on_a_phone_without_a_script', async () => {
  await manager.post('/intake/email', herMail);
  let made = '';
  await expect
    .poll(async () => {
      const rows = (await manager.get('/cases')).items;
      made = rows.find((one: { subject: string }) => one.subject === 'Kapak kapanmiyor')?.id ?? '';
      return made;
    })
    .not.toBe('');
  const story = JSON.stringify(await manager.get(`/cases/${made}/timeline`));
  const link = /\/c\/[\w.-]+/.exec(story)?.[0] ?? '/none';
  const context = await house.browser.newContext({
    baseURL: house.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  const opened = await page.goto(link);
  const bytes = (await opened?.body())?.length ?? 0;
  console.log(`her page: ${bytes} bytes`);
  expect(bytes).toBeLessThan(20_000);
  await page.locator('li.pending').first().waitFor();
  await page.locator('textarea[name=message]').fill('Fotoğrafı ekledim.');
  await page.locator('input[type=file]').setInputFiles({
    name: 'kapak.png',
    mimeType: 'image/png',
    buffer: Buffer.from('89504e470d0a1a0a', 'hex'),
  });
  await page.locator('section:last-of-type button').click();
  await page.getByText('Mesajınız bize ulaştı').waitFor();
  await page.getByRole('link').click();
  await page.getByRole('link', { name: 'kapak.png' }).waitFor();
  await context.close();
  const entries = (await manager.get(`/cases/${made}/timeline`)).items;
  const hers = entries.filter(
    (one: { interaction?: { channel: string } }) => one.interaction?.channel === 'portal',
  );
  expect(hers).toHaveLength(1);
  expect(hers[0].interaction.attachments[0].name).toBe('kapak.png');
});

const herMail = [
  'From: Selin Er <selin.er@musteri.example>',
  'To: destek@anka.example',
  'Subject: Kapak kapanmiyor',
  `Message-ID: <her.page.${Date.now()}@musteri.example>`,
  'Date: Mon, 02 Mar 2026 09:00:00 +0300',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Merhaba, kapak kapanmıyor.',
].join('\r\n');
