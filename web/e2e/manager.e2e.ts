// The manager's day: what is in danger, how it went, what was broken, what customers said; and the
// customer's page on which she says it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, complaints, type House, openHouse, people } from './house';
import { overTheEdge, violations, wrongFor } from './looks';
import { managersPlaces } from './places';

let house: House;
let manager: Caller;
beforeAll(async () => {
  house = await openHouse();
  manager = await house.as(people.manager);
});
afterAll(() => house.stop());

async function enter(language: 'en' | 'he') {
  await manager.speak(language);
  return house.enter(people.manager);
}

/// A case that was answered and that she says is solved; answers the link of the question.
async function askedAbout(subject: string): Promise<{ id: string; link: string }> {
  const admin = await house.as(people.administrator);
  const policy = await admin.get('/surveys/policy');
  if (!policy.enabled)
    await admin.send('PUT', '/surveys/policy', {
      ...policy,
      enabled: true,
      after_days: 0,
      at_most_every_days: 0,
    });
  const cases = (await manager.get('/cases')).items;
  const { id } = cases.find((row: { subject: string }) => row.subject === subject);
  await manager.post(`/cases/${id}/answers`, {
    text: 'Told by phone.',
    channel: 'phone',
    after: 'solved',
  });
  await manager.post(`/cases/${id}/verdict`, { solved: true });
  let link = '';
  await expect
    .poll(async () => {
      const story = JSON.stringify(await manager.get(`/cases/${id}/timeline`));
      link = /\/r\/[\w-]+\?rating=2/.exec(story)?.[0] ?? '';
      return link;
    })
    .not.toBe('');
  return { id, link };
}

test('a_number_of_now_leads_to_its_rows', async () => {
  const page = await enter('en');
  await page.goto('/app/now');
  await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor();
  const row = page.locator('tr', { hasText: 'Elif Aydın' }).last();
  const owed = row.getByRole('link').first();
  const count = Number(await owed.textContent());
  expect(count).toBeGreaterThan(0);
  await owed.click();
  await page.getByRole('heading', { level: 1, name: 'Open promises' }).waitFor();
  await page.locator('li[data-row]').first().waitFor();
  await expect.poll(() => page.locator('li[data-row]').count()).toBe(count);
  // By keyboard to the case itself.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('#reply-text').waitFor();
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('trends_are_a_picture_a_table_and_a_file', async () => {
  const page = await enter('en');
  await page.goto('/app/trends');
  await page.locator('.recharts-surface').first().waitFor();
  const times = page.getByRole('region', { name: 'Time to the first answer' });
  await times.getByRole('row').nth(1).waitFor();
  await page.getByText('How is this counted?').click();
  await page.getByText('An automatic acknowledgement is no answer').waitFor();
  for (const format of ['CSV', 'Excel']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: format }).click(),
    ]);
    const bytes = readFileSync(await download.path());
    expect(download.suggestedFilename()).toMatch(/^vefa-trends-.*\.(csv|xlsx)$/);
    if (format === 'CSV') expect(bytes.toString('utf8')).toContain('answer_median_seconds');
    else expect(bytes.subarray(0, 2).toString()).toBe('PK');
  }
  await page.getByRole('button', { name: '52 weeks' }).click();
  await page.waitForURL(/grain=month/);
  expect(complaints.get(page)).toEqual([]);
  await page.context().close();
});

test('an_unhappy_customer_says_so_by_one_press_without_a_script_and_is_called', async () => {
  const { id, link } = await askedAbout('A quieter finish signal, please');
  const customer = await house.browser.newPage({
    baseURL: house.url,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  });
  await customer.goto(link);
  expect((await manager.get('/surveys/ratings')).items).toEqual([]);
  await customer
    .getByRole('button', { name: /not content/ })
    .first()
    .click();
  await customer.getByText('A colleague will call you by').waitFor();
  await customer.getByLabel('Would you tell us why?').fill('It still wakes the baby.');
  await customer.getByRole('button', { name: 'Send' }).click();
  await customer.getByRole('heading', { name: 'Thank you' }).waitFor();
  await customer.close();

  const page = await enter('en');
  await page.goto('/app/ratings');
  await page.getByText('It still wakes the baby.').waitFor();
  await page.getByText('2 of 5').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(id));
  await page.getByText('The customer rated us 2 of 5').first().waitFor();
  const { summary } = await manager.get(`/cases/${id}`);
  expect(summary).toMatchObject({ state: 'open', next_kind: 'call_back_by', priority: 'high' });
  await page.context().close();
});

test.each(['light', 'dark'] as const)(
  'axe_finds_nothing_on_the_page_rate_us_by_%s',
  async colorScheme => {
    const { link } = await askedAbout(
      colorScheme === 'light' ? 'מתי מגיע הטכנאי להתקנה?' : 'Mosogatógép szivárog',
    );
    const page = await house.browser.newPage({
      baseURL: house.url,
      colorScheme,
      viewport: { width: 390, height: 844 },
    });
    await page.goto(link);
    const found = await violations(page, 'rate us');
    expect(await overTheEdge(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button').first().click();
    await page.locator('textarea').waitFor();
    found.push(...(await violations(page, 'thanks')));
    await page.close();
    expect(found).toEqual([]);
  },
);

test.each(['en', 'he'] as const)(
  'a_managers_page_is_for_everyone_by_day_and_by_night_and_on_a_phone_in_%s',
  async language => {
    await manager.speak(language);
    expect(await wrongFor(house, people.manager, managersPlaces)).toEqual([]);
  },
);
