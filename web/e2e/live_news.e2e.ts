// What one has open or has typed stays while the news of others arrive; a press counts from the
// moment at which its button is there.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { wordsIn } from './words';

let house: House;
let manager: Caller;
let id: string;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
  const rows = (await manager.get('/cases')).items;
  id = rows.find((one: { subject: string }) => one.subject === 'Wrong colour delivered').id;
});
afterAll(() => house.stop());

async function leave(page: Page) {
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
}

/// A part of the page does not come until what is answered is called.
async function holdBack(page: Page, part: RegExp): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route(part, async route => {
    await held;
    await route.continue();
  });
  return release;
}

/// A colleague writes a note, and the page is waited for that shows it.
async function news(page: Page, text: string) {
  await manager.post(`/cases/${id}/notes`, { text });
  await page.locator('article', { hasText: text }).waitFor();
}
const version = async () => (await manager.get(`/cases/${id}`)).summary.version;
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

test('an_open_menu_offers_the_same_while_the_case_changes_and_its_keys_go_on', async () => {
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  await page.locator('#reply-text').waitFor();
  await page.getByRole('button', { name: 'Actions' }).click();
  const items = page.getByRole('menuitem');
  await items.first().waitFor();
  const offered = await items.allInnerTexts();
  const snooze = page.getByRole('menuitem', { name: 'Snooze' });
  await snooze.focus();
  // It is snoozed and promised something meanwhile: "Snooze" would give way to "Back into the queue".
  await manager.post(`/cases/${id}/promises`, {
    kind: 'call_back_by',
    due_at: inMs(2e8),
    what: '',
  });
  await manager.post(`/cases/${id}/snooze`, { version: await version(), until: inMs(6e5) });
  await news(page, 'It sleeps for ten minutes.');
  await page
    .locator('header')
    .getByText(/^until /)
    .waitFor();
  expect(await items.allInnerTexts()).toEqual(offered);
  expect(await snooze.evaluate(it => it === document.activeElement)).toBe(true);
  await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('menu').count()).toBe(1);
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  // Opened anew it offers what can be done by now.
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Back into the queue' }).waitFor();
  await leave(page);
});

test('what_is_typed_into_a_dialog_stays_and_what_a_colleague_changed_is_not_undone', async () => {
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  await page.locator('#reply-text').waitFor();
  await page.keyboard.press('e');
  const subject = page.getByRole('dialog').getByLabel('Subject');
  await subject.fill('The wrong colour came');
  const body = { version: await version(), priority: 'urgent' };
  await manager.send('PATCH', `/cases/${id}`, body);
  await news(page, 'She calls every hour.');
  expect(await subject.inputValue()).toBe('The wrong colour came');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'The wrong colour came' }).waitFor();
  const { summary } = await manager.get(`/cases/${id}`);
  expect([summary.subject, summary.priority]).toEqual(['The wrong colour came', 'urgent']);
  await leave(page);
});

test('a_server_that_is_away_for_a_moment_takes_no_page_with_what_is_open_on_it', async () => {
  const page = await house.enter(people.manager, { locale: 'en' });
  await page.goto('/app/recovery');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const heading = page.getByRole('heading', { level: 1 });
  const shown = await heading.elementHandle();
  let failed = 0;
  await page.route('**/api/v1/reports/recoveries*', route => {
    failed += 1;
    return route.abort();
  });
  await manager.post(`/cases/${id}/notes`, { text: 'Something happened.' });
  await expect.poll(() => failed, { timeout: 60_000 }).toBeGreaterThanOrEqual(3); // its last try
  await page.waitForTimeout(300);
  expect(await shown?.evaluate(it => it.isConnected)).toBe(true);
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.context().close();
});

test('the_choices_of_the_queue_stay_while_another_list_is_fetched', async () => {
  const page = await house.enter(people.english);
  await page.goto('/app/queue');
  const state = page
    .getByRole('group', { name: 'Filters' })
    .getByRole('combobox', { name: 'State' });
  const stood = await state.elementHandle();
  await state.click();
  await page.getByRole('option', { name: 'solved' }).click();
  await page.waitForURL(/state=solved/);
  await page
    .getByText(/^That is (all|the only)|^No case fits/)
    .first()
    .waitFor();
  expect(await stood?.evaluate(it => it.isConnected)).toBe(true);
  await leave(page);
});

test('a_list_does_not_move_under_the_finger_when_its_filters_come', async () => {
  const page = await house.enter(people.english, { viewport: { width: 390, height: 844 } });
  const release = await holdBack(page, /assets\/Filters-/);
  await page.goto('/app/queue');
  const row = page.locator('[data-row]').first();
  await row.waitFor();
  const stood = (await row.boundingBox())?.y ?? 0;
  release();
  await page.getByRole('group', { name: 'Filters' }).waitFor();
  expect((await row.boundingBox())?.y).toBeCloseTo(stood, 0);
  await leave(page);
});

test('a_menu_that_is_pressed_before_it_came_opens_when_it_is_here', async () => {
  const page = await house.enter(people.english);
  const release = await holdBack(page, /assets\/ActionMenu-/);
  await page.goto(`/app/case/${id}`);
  await page.getByRole('button', { name: 'Actions' }).click();
  release();
  await page.getByRole('menuitem', { name: 'Tags' }).waitFor();
  await leave(page);
});

test('a_key_that_calls_to_the_answer_is_heard_though_its_box_is_still_coming', async () => {
  const page = await house.enter(people.english);
  const release = await holdBack(page, /assets\/ReplyBox-/);
  await page.goto(`/app/case/${id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('n');
  release();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('reply-text');
  await leave(page);
});

test('how_customers_are_asked_is_put_together_when_two_change_it', async () => {
  const admin = await house.as(people.administrator);
  const t = wordsIn((await admin.get('/me')).person.language);
  const page = await house.enter(people.administrator);
  await page.goto('/app/ratings');
  const form = page.getByRole('region', { name: t('ratings.policy') });
  await form.getByLabel(t('ratings.after_days')).fill('9');
  const before = await admin.get('/surveys/policy');
  await admin.send('PUT', '/surveys/policy', { ...before, low_at_most: 1 });
  await expect
    .poll(async () => {
      await form.getByRole('button', { name: t('app.save') }).click();
      const { after_days, low_at_most } = await admin.get('/surveys/policy');
      return [after_days, low_at_most];
    })
    .toEqual([9, 1]);
  await leave(page);
});
