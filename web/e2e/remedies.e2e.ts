// Above her own limit an agent asks; who may approve finds it in the list, and decides.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { complaints, type House, openHouse, people } from './house';
import { violations } from './looks';

let house: House;
let id: string;
beforeAll(async () => {
  house = await openHouse();
  const manager = await house.as(people.manager);
  const { person } = await manager.get('/me');
  const { version, name } = person;
  await manager.send('PATCH', '/me', { version, name, language: 'en' });
  const jane = await house.as(people.english);
  id = (await jane.get('/cases')).items[0].id;
});
afterAll(() => house.stop());

async function giveOnHerWord(page: Awaited<ReturnType<House['enter']>>, amount: string) {
  await page.getByRole('button', { name: 'Give on the customer’s word' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Amount/).fill(amount);
  await dialog.getByLabel('What the customer told you').fill('The receipt is lost.');
  await dialog.getByRole('button', { name: 'Give on the customer’s word' }).click();
  await dialog.waitFor({ state: 'detached' });
}

test('what_is_above_her_limit_is_asked_for_approved_in_the_list_and_told', async () => {
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  await giveOnHerWord(page, '900000');
  const panel = page.getByRole('region', { name: 'Making good' });
  await panel.getByText('awaits approval').waitFor();
  await panel.getByText('The receipt is lost.').waitFor();
  expect(await panel.getByRole('button', { name: 'Give', exact: true }).count()).toBe(0);
  expect(await violations(page, 'case that awaits approval')).toEqual([]);

  const lead = await house.enter(people.manager);
  await lead.goto('/app/approvals');
  await lead.getByText(/asks for approval/).waitFor();
  expect(await violations(lead, 'approvals')).toEqual([]);
  await lead.getByRole('button', { name: 'Give', exact: true }).click();
  await lead.getByText('Nothing awaits your approval').waitFor();

  await panel.getByText('granted', { exact: true }).waitFor(); // told by the live stream
  for (const one of [page, lead]) {
    expect(complaints.get(one)).toEqual([]);
    await one.context().close();
  }
});

test('a_refusal_asks_for_its_reason_and_keeps_it', async () => {
  const page = await house.enter(people.english);
  await page.goto(`/app/case/${id}`);
  await giveOnHerWord(page, '800000');
  await page.getByText('awaits approval').waitFor();

  const lead = await house.enter(people.manager);
  await lead.goto('/app/approvals');
  await lead.getByRole('button', { name: 'Decline' }).click();
  const dialog = lead.getByRole('dialog');
  const go = dialog.getByRole('button', { name: 'Decline' });
  expect(await go.isDisabled()).toBe(true);
  await dialog.getByLabel('Reason').fill('A voucher is enough here.');
  await go.click();
  await lead.getByText('Nothing awaits your approval').waitFor();
  await page.getByText('A voucher is enough here.', { exact: true }).first().waitFor();
  await lead.context().close();
  await page.context().close();
});
