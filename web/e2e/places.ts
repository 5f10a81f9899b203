// The pages that exist, filled by the demo company.
import type { Caller } from './house';

export interface Place {
  name: string;
  path: string;
  shows: string; // a selector of what must stand there before it is looked at
}

export async function placesOf(someone: Caller): Promise<Place[]> {
  const cases = (await someone.get('/cases')).items;
  const row = cases.find((one: { language: string }) => one.language === 'he');
  return [
    { name: 'promises', path: '/app/promises', shows: 'h1' },
    { name: 'queue', path: '/app/queue', shows: 'tbody tr' },
    { name: 'case', path: `/app/case/${row.id}`, shows: '#reply-text' },
    { name: 'new-case', path: '/app/new-case', shows: '#customer' },
    { name: 'mentions', path: '/app/mentions', shows: 'h1' },
    { name: 'quarantine', path: '/app/quarantine', shows: 'h1' },
    { name: 'search', path: '/app/search?q=a', shows: 'h1' },
    { name: 'customer', path: `/app/customer/${row.customer_id}`, shows: 'h3' },
    { name: 'account', path: '/app/account', shows: 'form' },
    { name: 'nothing', path: '/app/case/cas_0000000000042', shows: 'h1' },
  ];
}

/// One of each that the demo company has none of.
async function fill(admin: Caller) {
  const texts = [
    { language: 'he', formality: 'formal', subject: '', body: 'שלום {customer_name}' },
    { language: 'tr', formality: 'formal', subject: '', body: 'Merhaba {customer_name}' },
  ];
  await admin.post('/templates', { name: 'Merhaba', texts });
  const choices = ['ev', 'ofis'].map(value => ({ value, label: { en: value } }));
  const label = { en: 'Place', he: 'מקום' };
  await admin.post('/fields', { target: 'case', key: 'place', type: 'choice', label, choices });
  const { webhook } = await admin.post('/webhooks', {
    name: 'Shop',
    url: 'https://shop.example/vefa',
    kinds: ['case.*'],
  });
  await admin.post(`/webhooks/${webhook.id}/ping`, {});
  const { id } = (await admin.get('/calendars')).items[0];
  const calendar = await admin.get(`/calendars/${id}`);
  const exceptions = [
    { from_on: '2026-10-29', name: 'Cumhuriyet Bayramı', spans: [] },
    { from_on: '2026-10-28', name: 'Arife', spans: [{ opens: '09:00', closes: '13:00' }] },
    { from_on: '2026-10-31', name: 'Telafi', spans: [{ opens: '09:00', closes: '18:00' }] },
  ];
  const { name, week, version } = calendar;
  await admin.send('PUT', `/calendars/${id}`, { name, week, exceptions, version });
}

/// Those of the administrator; a list that stays empty shows how to begin.
export async function settingsPlaces(admin: Caller): Promise<Place[]> {
  await fill(admin);
  const first = async (path: string) => (await admin.get(path)).items[0].id;
  const place = (name: string, shows = 'h1'): Place => ({
    name: `settings/${name}`,
    path: `/app/settings/${name}`,
    shows,
  });
  return [
    { name: 'settings', path: '/app/settings', shows: 'h2' },
    place('company', 'form'),
    place('people', 'tbody tr'),
    place('people/new', 'form'),
    place(`people/${await first('/staff')}`, 'form'),
    place('teams', 'tbody tr'),
    place(`teams/${await first('/teams')}`, 'form'),
    place('roles', 'tbody tr'),
    place('roles/new', 'form'),
    place(`roles/${await first('/roles')}`, 'form'),
    place('standards', 'tbody tr'),
    place('standards/new', 'form'),
    place(`standards/${await first('/standards')}`, 'form'),
    place('calendars', 'tbody tr'),
    place(`calendars/${await first('/calendars')}`, 'form'),
    place('tokens', 'h2'),
    place('automation', 'h2'),
    place('automation/new', 'form'),
    place('imports', 'h2'),
    place('set-up', 'form'),
    place('mailboxes', 'h2'),
    place('mailboxes/new', 'form'),
    place('outgoing', 'h2'),
    place('routing', 'form'),
    place('templates', 'tbody tr'),
    place('templates/new', 'form'),
    place(`templates/${await first('/templates')}`, 'form'),
    place('macros', 'h2'),
    place('macros/new', 'form'),
    place('fields', 'tbody tr'),
    place('fields/new', 'form'),
    place(`fields/${(await admin.get('/fields?target=case')).items[0].id}`, 'form'),
    place('tags', 'h2'),
    place('webhooks', 'tbody tr'),
    place('webhooks/new', 'form'),
    place(`webhooks/${await first('/webhooks')}`, 'tbody tr'),
    place('audit', 'tbody tr'),
    place('jobs', 'h2'),
  ];
}
