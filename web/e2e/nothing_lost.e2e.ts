// What was typed survives: a cut network, a crash, a session that ends, a field that is refused.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Caller, type House, openHouse, password, people, silence } from './house';

let house: House;
let page: Page;
let colleague: Caller;
let path: string;
let id: string;
beforeAll(async () => {
  house = await openHouse();
  colleague = await house.as(people.manager);
  const cases = (await colleague.get('/cases')).items;
  id = cases.find((row: { subject: string }) => row.subject === 'Wrong colour delivered').id;
  path = `/app/case/${id}`;
});
afterAll(() => house.stop());
afterEach(() => page.context().close());

const box = () => page.getByLabel('Text of the answer');
const send = () => page.getByRole('button', { name: 'Send', exact: true }).click();
const answers = async (text: string) =>
  (await colleague.get(`/cases/${id}/timeline`)).items.filter(
    (entry: { interaction?: { text: string; state: string } }) =>
      entry.interaction?.text.includes(text) && entry.interaction.state !== 'cancelled',
  ).length;

test('the_network_is_cut_while_an_answer_is_sent', async () => {
  page = await house.enter(people.english);
  await page.goto(path);
  await box().fill('The green one is on its way.');
  // The page stands whole: what is at its side comes last.
  await page.getByRole('heading', { name: 'Contact details' }).waitFor();
  await page.context().setOffline(true);
  await send();
  await page.getByText('The server cannot be reached').waitFor();
  expect(await box().inputValue()).toBe('The green one is on its way.');
  await page.context().setOffline(false);
  await send();
  await page.locator('article', { hasText: 'The green one is on its way.' }).waitFor();
  expect(await answers('The green one is on its way.')).toBe(1);
  await expect.poll(() => box().inputValue()).toBe('');
});

test('a_part_that_does_not_load_takes_nothing_from_the_page', async () => {
  page = await house.enter(people.english);
  // What stands at the side, and the menu of actions, do not arrive; the line is bad.
  const parts = /assets\/(CustomerPanel|CasePanel|ActionMenu)-/;
  await page.route(parts, route => route.abort());
  const missed = () => page.waitForEvent('requestfailed', one => parts.test(one.url()));
  const first = missed();
  await page.goto(path);
  await first;
  await box().fill('Written while parts of the page were missing.');
  await page.getByRole('button', { name: 'Actions' }).click();
  await missed(); // asked for once more
  expect(await box().inputValue()).toBe('Written while parts of the page were missing.');
  await page.unroute(parts);
  await page.locator('aside h2').first().waitFor();
  await page.getByRole('menuitem', { name: 'Snooze' }).waitFor(); // pressed while it was missing
  await page.keyboard.press('Escape');
  await box().fill('');
});

test('the_answer_of_the_server_is_lost_and_the_letter_goes_out_once', async () => {
  page = await house.enter(people.english);
  await page.goto(path);
  await box().fill('It comes on Friday.');
  // The server carries it out; its answer never arrives.
  await page.route('**/answers', async route => {
    await route.fetch();
    await route.abort();
    await page.unroute('**/answers');
  });
  await send();
  await page.getByText('The server cannot be reached').waitFor();
  await send();
  await expect.poll(() => box().inputValue()).toBe('');
  expect(await answers('It comes on Friday.')).toBe(1);
});

test('the_browser_crashes_and_the_draft_is_there', async () => {
  page = await house.enter(people.english);
  await page.goto(path);
  await box().fill('Half a sentence, and then');
  const { context } = { context: page.context() };
  await page.close();
  page = await context.newPage();
  await page.goto(path);
  await expect.poll(() => box().inputValue()).toBe('Half a sentence, and then');
  await box().fill('');
});

test('the_session_ends_and_the_text_is_still_there', async () => {
  page = await house.enter(people.english);
  await page.goto(path);
  await box().fill('Written before the session ended.');
  // It ends as her answer is on its way: what the page asks for beside may not find that out first.
  await page.route('**/answers', async route => {
    await page.context().clearCookies();
    await route.continue();
    await page.unroute('**/answers');
  });
  await send();
  await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await box().inputValue()).toBe('Written before the session ended.');
  await send();
  await page.locator('article', { hasText: 'Written before the session ended.' }).waitFor();
});

test('a_refused_form_names_its_field_and_keeps_the_rest', async () => {
  page = await house.enter(people.english);
  await page.goto('/app/new-case');
  await page.locator('#customer').fill('Nora Bell');
  await page.getByRole('option', { name: /New customer/ }).click();
  await page.getByLabel('Phone').fill('12');
  await page.getByLabel('What is it about?').fill('A question on the oven');
  await page.getByRole('button', { name: 'Open the case' }).click();
  await expect.poll(() => page.getByLabel('Phone').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('What is it about?').inputValue()).toBe('A question on the oven');
  await page.getByLabel('Phone').fill('+442079460999');
  await page.getByRole('button', { name: 'Open the case' }).click();
  await page.getByRole('heading', { level: 1, name: 'A question on the oven' }).waitFor();
});

test('what_happens_elsewhere_is_seen_without_asking', async () => {
  // What the tests before have sent must have gone out: it is an event too.
  const isQueued = (entry: { interaction?: { state: string } }) =>
    entry.interaction?.state === 'queued';
  await expect
    .poll(async () => (await colleague.get(`/cases/${id}/timeline`)).items.some(isQueued), {
      timeout: 30_000,
    })
    .toBe(false);
  page = await house.enter(people.english);
  await page.goto(path);
  await page.getByRole('heading', { name: 'Contact details' }).waitFor();
  await silence(page, 5_000); // one that polls is never silent for so long
  await colleague.post(`/cases/${id}/notes`, { text: 'Seen at once by everybody' });
  await page.getByText('Seen at once by everybody').waitFor();
});
