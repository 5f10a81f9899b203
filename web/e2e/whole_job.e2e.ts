// The main job over real mail servers: from a customer's mail to her word that it is solved; by
// clicks, in Hebrew, on a phone, and by the keyboard alone. What reaches her is read in her mailbox.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { type MailServers, openMail } from './mail';
import { type Language, wordsIn } from './words';

const desk = 'destek@firma.example';
const customers = ['ayse', 'dana', 'jane', 'kata'].map(name => `${name}@musteri.example`);
let house: House;
let mail: MailServers;
let manager: Caller;
beforeAll(async () => {
  [house, mail] = await Promise.all([openHouse(), openMail([desk, ...customers])]);
  manager = await house.as(people.manager);
  const admin = await house.as(people.administrator);
  const company = await admin.get('/company');
  await admin.send('PUT', '/company', { ...company, undo_send_seconds: 2, public_url: house.url });
  const access = { host: '127.0.0.1', security: 'tls', user: desk, secret: mail.password };
  await admin.post('/mailboxes', {
    address: desk,
    display_names: { tr: 'Firma Destek' },
    language: 'tr',
    team_id: (await manager.get('/teams')).items[0].id,
    imap: { ...access, port: mail.imaps_port },
    smtp: { ...access, port: mail.smtps_port },
    ca_pem: mail.ca_pem,
    import_existing: true,
  });
});
afterAll(async () => {
  await house.stop();
  await mail.stop();
});

interface Customer {
  address: string;
  name: string;
  subject: string;
  text: string;
  answer: string;
}

const writes = ({ address, name, subject, text }: Customer) =>
  mail.send(
    address,
    desk,
    [
      `From: =?utf-8?B?${Buffer.from(name).toString('base64')}?= <${address}>`,
      `To: ${desk}`,
      `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
      `Message-ID: <${Date.now()}.${address}>`,
      `Date: ${new Date().toUTCString()}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      text,
    ].join('\r\n'),
  );

/// The newest mail in her mailbox that holds these words.
async function received({ address }: Customer, words: string) {
  await expect
    .poll(async () => (await mail.read(address)).some(one => one.text.includes(words)), {
      timeout: 30_000,
    })
    .toBe(true);
  return (await mail.read(address)).findLast(one => one.text.includes(words));
}

/// She opens the link of the mail, on her phone and without a script, and presses the button.
async function saysYes(text: string) {
  const link = /(\/c\/[\w.-]+\?solved=yes)/.exec(text)?.[1];
  const context = await house.browser.newContext({
    baseURL: house.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await page.goto(link ?? '/no-link');
  await page.locator('button.first').click();
  await page.locator('h1').waitFor();
  await context.close();
}

/// The new mail stands on the open page by the server's event: the page asks for the list only once
/// it was told. How soon, `./dev web speed` measures.
async function comesIn(page: Page, customer: Customer) {
  const asked: number[] = [];
  await page.goto('/app/queue');
  await page.locator('tbody tr').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => {});
  page.on('request', request => {
    if (/\/api\/v1\/cases(\?|$)/.test(request.url())) asked.push(Date.now());
  });
  await writes(customer);
  const row = page.getByRole('link', { name: customer.subject });
  await row.waitFor({ timeout: 30_000 });
  const cases = (await manager.get('/cases')).items;
  const made = cases.find((one: { subject: string }) => one.subject === customer.subject);
  const openedAt = Date.parse(made.opened_at);
  expect(asked.filter(at => at < openedAt)).toEqual([]);
  return row;
}

async function byClicks(person: string, language: Language, customer: Customer, width: number) {
  const say = wordsIn(language);
  const viewport = { width, height: 860 };
  const page = await house.enter(person, { viewport, hasTouch: width < 500 });
  await (await comesIn(page, customer)).click();
  await page.getByRole('heading', { level: 1, name: customer.subject }).waitFor();
  await page.getByText(customer.text).first().waitFor();
  await page.getByLabel(say('reply.text')).fill(customer.answer);
  await page.getByText(say('after.solved'), { exact: true }).click();
  await page.getByText(say('after.stays')).waitFor();
  await page.getByRole('button', { name: say('reply.send'), exact: true }).click();
  await page.getByText(say('state.solved'), { exact: true }).waitFor({ timeout: 30_000 });
  const letter = await received(customer, customer.answer);
  await saysYes(letter?.text ?? '');
  await page.getByText(say('story.case.verdict')).first().waitFor();
  await page.getByText(say('state.closed'), { exact: true }).first().waitFor();
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over).toBeLessThanOrEqual(0);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
}

test('from_a_mail_to_solved_by_clicks', () =>
  byClicks(
    people.turkish,
    'tr',
    {
      address: 'ayse@musteri.example',
      name: 'Ayşe Yıldız',
      subject: 'Çamaşır makinesi su alıyor',
      text: 'Merhaba, makinenin altından su geliyor.',
      answer: 'Hortumu yeniledik; artık su gelmeyecek.',
    },
    1280,
  ));

test('from_a_mail_to_solved_in_Hebrew', () =>
  byClicks(
    people.hebrew,
    'he',
    {
      address: 'dana@musteri.example',
      name: 'דנה לוי',
      subject: 'התנור לא מתחמם כלל',
      text: 'שלום, התנור נדלק אבל נשאר קר.',
      answer: 'החלפנו את גוף החימום, והתנור מתחמם שוב.',
    },
    1280,
  ));

test('from_a_mail_to_solved_on_a_phone_of_390_pixels', () =>
  byClicks(
    people.english,
    'en',
    {
      address: 'jane@musteri.example',
      name: 'Jane Hill',
      subject: 'The freezer hums at night',
      text: 'Hello, since Monday it hums so loudly that we wake up.',
      answer: 'The fan was loose; it is tight and quiet now.',
    },
    390,
  ));

test('from_a_mail_to_solved_by_the_keyboard_alone', async () => {
  const say = wordsIn('hu');
  const customer = {
    address: 'kata@musteri.example',
    name: 'Nagy Kata',
    subject: 'Nem szívja fel a port',
    text: 'Jó napot, az új porszívó alig szív.',
    answer: 'Kicseréltük a szűrőt, most már szív.',
  };
  const page = await house.enter(people.hungarian);
  const { keyboard } = page;
  await comesIn(page, customer);
  // Down to the row, however many stand before it.
  const isOnIt = () => page.locator('tr[data-current]', { hasText: customer.subject }).count();
  for (let n = 0; n < 50 && (await isOnIt()) === 0; ++n) await keyboard.press('j');
  await keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: customer.subject }).waitFor();
  await page.locator('#reply-text').waitFor();
  await keyboard.press('r');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('reply-text');
  await keyboard.type(customer.answer);
  await keyboard.press('Control+Enter');
  await received(customer, customer.answer);
  await page.locator('#reply-text').blur();
  await keyboard.press('d');
  await page.getByRole('dialog', { name: say('action.solve') }).waitFor();
  await keyboard.press('Enter');
  await page.getByText(say('state.solved'), { exact: true }).waitFor({ timeout: 30_000 });
  const letter = await received(customer, '?solved=yes');
  await saysYes(letter?.text ?? '');
  await page.getByText(say('state.closed'), { exact: true }).first().waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});
