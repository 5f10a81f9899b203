// The administrator's settings: every page for everyone who looks, and what happens when two change
// one thing, or a session ends in the middle of a form.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, type House, openHouse, people } from './house';
import { wrongFor } from './looks';
import { type Place, settingsPlaces } from './places';

let house: House;
let admin: Caller;
let places: Place[];
beforeAll(async () => {
  house = await openHouse();
  admin = await house.as(people.administrator);
  places = await settingsPlaces(admin);
});
afterAll(() => house.stop());

const longMs = 600_000; // forty pages, each looked at three times

test.each(['en', 'he'])(
  'every_settings_page_is_for_everyone_by_day_and_by_night_and_on_a_phone_in_%s',
  async language => {
    await admin.speak(language);
    expect(await wrongFor(house, people.administrator, places)).toEqual([]);
  },
  longMs,
);

test('each_standard_says_when_a_mail_arriving_now_would_be_due', async () => {
  await admin.speak('en');
  const page = await house.enter(people.administrator);
  await page.goto('/app/settings/standards');
  const row = page.getByRole('row', { name: 'Our standard' });
  await row.getByRole('cell', { name: /\d\d:\d\d/ }).waitFor();
  await page.context().close();
});

test('who_may_not_change_settings_finds_nothing_there', async () => {
  const page = await house.enter(people.english);
  await page.goto('/app/settings/company');
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  await page.goto('/app/promises');
  await page.locator('h1').waitFor();
  await page.context().close();
});

test('when_two_change_one_team_both_texts_are_shown_and_nothing_is_lost', async () => {
  await admin.speak('en');
  const team = (await admin.get('/teams')).items[0];
  const page = await house.enter(people.administrator);
  await page.goto(`/app/settings/teams/${team.id}`);
  await page.getByLabel('Name', { exact: false }).first().fill('Mine');
  await page.getByLabel('Name in letters').fill('Our letters');
  await admin.send('PATCH', `/teams/${team.id}`, { version: team.version, name: 'Theirs' });
  await page.getByRole('button', { name: 'Save' }).click();
  const note = page.getByRole('alert');
  await note.getByText('Somebody else saved this in the meantime').waitFor();
  expect(await note.getByRole('row').nth(1).textContent()).toMatch(/Theirs.*Mine/);
  // Both changed it: pressed once more, nothing goes out before one of the two is chosen.
  await page.getByRole('button', { name: 'Save' }).click();
  expect((await admin.get(`/teams/${team.id}`)).name).toBe('Theirs');
  await note.getByRole('button', { name: 'Take this' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const now = await admin.get(`/teams/${team.id}`);
  expect([now.name, now.email_display]).toEqual(['Theirs', 'Our letters']);
  await page.context().close();
});

test('what_is_typed_outlives_the_session_and_the_page', async () => {
  await admin.speak('en');
  const page = await house.enter(people.administrator);
  await page.goto('/app/settings/teams/new');
  await page.getByLabel('Name', { exact: false }).first().fill('Spare parts');
  await page.reload();
  await page.getByText('This is what you typed earlier').waitFor();
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Password/).fill('vefa-demo-2026');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Spare parts' }).waitFor();
  await page.context().close();
});
