// A customer signs what she approves: on our screen in her own language, on a paper, on her own page.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { overTheEdge, violations } from './looks';

let house: House;
let manager: Caller;
let id: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  await manager.speak('en');
  const customer = await manager.post('/customers', {
    kind: 'person',
    display_name: 'דנה לוי',
    language: 'he',
    contacts: [{ kind: 'email', value: 'dana@example.com' }],
  });
  const opened = await manager.post('/cases', {
    customer_id: customer.customer.id,
    channel: 'phone',
    kind: 'repair',
    subject: 'It does not cool',
    text: 'Since yesterday.',
    language: 'he',
  });
  id = opened.id;
});
afterAll(() => house.stop());

const newQuote = () =>
  manager.post(`/cases/${id}/quotes`, {
    currency: 'ILS',
    lines: [
      { component: 'labour', description: 'בדיקה ותיקון', unit_price: '250.00', tax_bp: 1800 },
      { component: 'parts', description: 'Compressor', unit_price: '900.00', tax_bp: 1800 },
    ],
  });
const asNow = (quote: { id: string }) => manager.get(`/quotes/${quote.id}`);

/// A few strokes of a hand.
async function draw(page: Page) {
  const canvas = page.locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no place to sign');
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  for (let x = 0; x < 160; x += 8)
    await page.mouse.move(box.x + 20 + x, box.y + box.height / 2 + 30 * Math.sin(x / 15));
  await page.mouse.up();
}

test('she_reads_in_her_language_what_it_costs_and_signs_on_our_screen', async () => {
  const quote = await newQuote();
  const page = await house.enter(people.manager);
  await page.goto(`/app/case/${id}`);
  await page.getByRole('button', { name: 'Let the customer sign' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Compressor').waitFor();
  expect(await dialog.getAttribute('dir')).toBe('rtl');
  expect(await page.locator('html').getAttribute('dir')).toBe('ltr'); // the screens stay as they are
  await dialog.getByRole('radiogroup').nth(0).getByRole('radio', { name: 'מאושר' }).check();
  await dialog.getByRole('radiogroup').nth(1).getByRole('radio', { name: 'לא מעוניין' }).check();
  await dialog.getByText(/הסכום שאושר: .*295/).waitFor();
  expect(await dialog.getByLabel('שם החותם').inputValue()).toBe('דנה לוי');
  expect(await violations(page, 'signing')).toEqual([]);

  // Without strokes nothing is signed; we are told, in our language.
  await dialog.getByRole('button', { name: 'חתימה', exact: true }).click();
  await dialog.getByText(/Let the customer sign on the screen/).waitFor();
  await draw(page);
  await dialog.getByRole('button', { name: 'ניקוי' }).click();
  await draw(page);
  await dialog.getByRole('button', { name: 'חתימה', exact: true }).click();
  await page.getByText('Approved · by signature').waitFor();
  await page.getByText('Declined · by signature').waitFor();
  const picture = page.getByRole('link', { name: 'Signature of דנה לוי' }).locator('img');
  const width = () => picture.evaluate(img => (img as HTMLImageElement).naturalWidth);
  await expect.poll(width).toBeGreaterThan(100);
  const [signature] = (await asNow(quote)).signatures;
  expect(signature).toMatchObject({ form: 'drawn', taken_by: 'staff', is_intact: true });
  const { statement } = await manager.get(`/signatures/${signature.id}`);
  expect(statement).toMatchObject({ language: 'he', approved: '295.00', total: '1357.00' });
  expect(await violations(page, 'a signed quote')).toEqual([]);
  expect(complaints.get(page)).toEqual([]);
  await manager.post(`/quotes/${quote.id}/withdraw`, { reason: 'told' });
  await page.context().close();
});

test('a_paper_that_was_signed_by_hand_is_taken_in_on_a_phone', async () => {
  const quote = await newQuote();
  const page = await house.enter(people.manager, { viewport: { width: 390, height: 844 } });
  await page.goto(`/app/case/${id}`);
  await page.getByRole('button', { name: 'Let the customer sign' }).click();
  const dialog = page.getByRole('dialog');
  for (const at of [0, 1])
    await dialog.getByRole('radiogroup').nth(at).getByRole('radio', { name: 'מאושר' }).check();
  expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
  await dialog.getByRole('button', { name: 'זה נחתם על נייר' }).click();
  const paper = page.locator('input[type=file]');
  const name = 'signed.pdf';
  await paper.setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from('no paper') });
  await dialog.getByRole('button', { name: 'חתימה', exact: true }).click();
  await dialog.getByText(/has to be a photo or a scan/).waitFor();
  const pdf = Buffer.from('%PDF-1.7 signed by hand');
  await paper.setInputFiles({ name, mimeType: 'application/pdf', buffer: pdf });
  expect(await violations(page, 'a signed paper')).toEqual([]);
  await dialog.getByRole('button', { name: 'חתימה', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const [signature] = (await asNow(quote)).signatures;
  expect(signature).toMatchObject({ form: 'scanned', media_type: 'application/pdf' });
  expect(complaints.get(page)).toEqual([]);
  await manager.post(`/quotes/${quote.id}/withdraw`, { reason: 'told' });
  await page.context().close();
});

test('she_draws_her_signature_on_her_own_page_and_may_turn_the_phone', async () => {
  const quote = await newQuote();
  const hers = await house.enter(undefined, { viewport: { width: 390, height: 844 } });
  await hers.goto(new URL(quote.link, house.url).pathname);
  await hers.getByRole('radio', { name: 'מאושר' }).first().check();
  await hers.getByText('חתימה על התשובה').click();
  await hers.locator('canvas').waitFor();
  await draw(hers);
  const kept = hers.locator('input[name=drawn]');
  const before = await kept.inputValue();
  expect(before).toMatch(/^data:image\/png;base64,/);
  await hers.setViewportSize({ width: 844, height: 390 });
  await hers.getByRole('button', { name: 'שליחת התשובה' }).click();
  await hers.getByText('יש לכתוב').waitFor(); // it is signed with a name
  expect(await kept.inputValue()).toBe(before);
  expect(await overTheEdge(hers)).toBeLessThanOrEqual(0);
  await hers.getByLabel('שמך המלא').fill('דנה לוי');
  await hers.getByRole('checkbox').check();
  expect(await violations(hers, 'her page, signing')).toEqual([]);
  await hers.getByRole('button', { name: 'שליחת התשובה' }).click();
  await hers.getByText('תודה, קיבלנו את תשובתך החתומה.').waitFor();
  const [signature] = (await asNow(quote)).signatures;
  expect(signature).toMatchObject({ form: 'drawn', taken_by: 'customer', name: 'דנה לוי' });
  expect(complaints.get(hers)).toEqual([]);
  await hers.context().close();
});
