// The pages that exist, filled by the demo company.
import { type Caller, type House, people } from './house';

export interface Place {
  name: string;
  path: string;
  shows: string; // a selector of what must stand there before it is looked at
}

const everyLanguage = (en: string, tr: string, hu: string, he: string) => ({ en, tr, hu, he });

/// What a company promises with its sales.
const free = everyLanguage(
  'Free maintenance',
  'Ücretsiz bakım',
  'Ingyenes karbantartás',
  'תחזוקה חינם',
);
const delivered = everyLanguage(
  'Delivered and installed',
  'Teslim ve kurulum',
  'Kiszállítás és beüzemelés',
  'משלוח והתקנה',
);
const salePromiseTemplate = {
  names: free,
  promises: [
    {
      form: 'quantity',
      names: free,
      quantity: 2,
      months: 36,
      case_kinds: ['maintenance'],
      components: ['labour', 'travel'],
    },
    { form: 'dated', names: delivered, kind: 'deliver_by', within_days: 3, before: '12:00' },
  ],
};

interface Registered {
  unit_id: string;
  sale_id: string;
  customer_id: string;
}

/// A fridge that a customer owns, with what its maker and its seller promised.
async function aUnit(admin: Caller): Promise<Registered> {
  const group = 'refrigerator';
  const names = { en: 'Refrigerators', tr: 'Buzdolapları', hu: 'Hűtőgépek', he: 'מקררים' };
  await admin.post('/product-groups', { code: group, names, legal_life_months: 120 });
  const product = { group, manufacturer: 'Anka', model: '5230 NF', gtin: '4006381333931' };
  await admin.post('/products', product);
  const line = { payer: 'manufacturer', start: 'sale' };
  await admin.post('/coverage-templates', {
    source: 'manufacturer',
    names: { en: 'Three years', tr: 'Üç yıl', hu: 'Három év', he: 'שלוש שנים' },
    automatic: true,
    applies: { groups: [group] },
    lines: [
      { ...line, component: 'parts', percent: 100, months: 36 },
      { ...line, component: 'labour', percent: 50, months: 36 },
    ],
  });
  const contacts = [{ kind: 'phone', value: '+90 532 111 22 33' }];
  const made: Registered = await admin.post('/registrations', {
    customer: { kind: 'person', display_name: 'Ayşe Yılmaz', language: 'tr', contacts },
    gtin: product.gtin,
    serial: 'BX-4411-0',
    sale: { sold_on: '2026-01-10', seller: 'Kadıköy', country: 'TR', proof: 'nothing_yet' },
  });
  const [free] = salePromiseTemplate.promises;
  await admin.post(`/sales/${made.sale_id}/promises`, { terms: free });
  return made;
}

/// A case on which a quote says what is free and what is not.
async function aBill(someone: Caller, { unit_id, customer_id }: Registered): Promise<string> {
  const { id } = await someone.post('/cases', {
    customer_id,
    channel: 'phone',
    kind: 'maintenance',
    subject: 'Yıllık bakım',
    text: 'Bakım zamanı geldi.',
    language: 'tr',
  });
  await someone.send('PUT', `/cases/${id}/unit`, { unit_id });
  const line = { quantity: '1', tax_bp: 2000 };
  await someone.post(`/cases/${id}/quotes`, {
    lines: [
      { ...line, component: 'labour', description: 'Yıllık bakım', unit_price: '1500' },
      { ...line, component: 'parts', description: 'Su filtresi', unit_price: '450' },
    ],
  });
  return id;
}

export async function placesOf(house: House): Promise<Place[]> {
  const someone = await house.as(people.manager);
  const cases = (await someone.get('/cases')).items;
  const row = cases.find((one: { language: string }) => one.language === 'he');
  const registered = await aUnit(await house.as(people.administrator));
  const unit = registered.unit_id;
  const bill = await aBill(someone, registered);
  const packs: { id: string; code: string; in_use: boolean }[] = (await someone.get('/packs'))
    .items;
  const pack = packs.find(one => one.code === 'TR' && one.in_use);
  // One case has legal clocks: a Turkish one, whose fault was told today.
  const turkish = cases.find((one: { language: string }) => one.language === 'tr');
  await someone.send('PUT', `/cases/${turkish.id}/law`, { code: 'TR' });
  await someone.post(`/cases/${turkish.id}/law/events`, { kind: 'fault.notified' });
  const values = { item: 'Anka 5230 NF', condition: 'Çizik yok', complaint: 'Soğutmuyor' };
  await someone.post(`/cases/${turkish.id}/documents`, { kind: 'take_in_slip', values });
  await someone.post(`/cases/${turkish.id}/law/events`, { kind: 'repair.found_impossible' });
  return [
    { name: 'promises', path: '/app/promises', shows: 'h1' },
    { name: 'queue', path: '/app/queue', shows: 'tbody tr' },
    { name: 'case', path: `/app/case/${row.id}`, shows: '#reply-text' },
    { name: 'case-by-law', path: `/app/case/${turkish.id}`, shows: 'aside details' },
    { name: 'case-with-bill', path: `/app/case/${bill}`, shows: 'text=/Q-\\d{4}-/' },
    { name: 'new-case', path: '/app/new-case', shows: '#customer' },
    { name: 'mentions', path: '/app/mentions', shows: 'h1' },
    { name: 'quarantine', path: '/app/quarantine', shows: 'h1' },
    { name: 'search', path: '/app/search?q=a', shows: 'h1' },
    { name: 'customer', path: `/app/customer/${row.customer_id}`, shows: 'h3' },
    { name: 'units', path: '/app/units', shows: 'h1' },
    { name: 'unit', path: `/app/unit/${unit}`, shows: '#coverage' },
    { name: 'case-documents', path: `/app/documents/case/${turkish.id}`, shows: 'h1' },
    { name: 'unsigned', path: '/app/unsigned', shows: 'h1' },
    { name: 'unit-documents', path: `/app/documents/unit/${unit}`, shows: 'h1' },
    { name: 'unit-new', path: '/app/units/register', shows: 'form' },
    { name: 'law', path: '/app/law', shows: 'tbody tr' },
    { name: 'pack', path: `/app/law/${pack?.id}`, shows: 'details' },
    { name: 'account', path: '/app/account', shows: 'form' },
    { name: 'nothing', path: '/app/case/cas_0000000000042', shows: 'h1' },
  ];
}

/// Those of a manager.
export const managersPlaces: Place[] = [
  { name: 'now', path: '/app/now', shows: 'tbody tr' },
  { name: 'now, owed', path: '/app/now/promises?owner=anyone&risk=late', shows: 'h1' },
  { name: 'trends', path: '/app/trends?grain=week', shows: 'table' },
  { name: 'trends, compared', path: '/app/trends?by=channel', shows: 'table' },
  { name: 'recovery', path: '/app/recovery', shows: 'h1' },
  { name: 'recovery, cost', path: '/app/recovery?by=promise', shows: 'h1' },
  { name: 'approvals', path: '/app/approvals', shows: 'h1' },
  { name: 'ratings', path: '/app/ratings', shows: 'h1' },
  { name: 'open-law', path: '/app/open-law', shows: 'h1' },
  { name: 'open-law, deeds', path: '/app/open-law?waits_for=deed&overdue=true', shows: 'h1' },
];

/// Made once: a template that nobody retired.
export async function aSalePromise(admin: Caller): Promise<string> {
  const [known] = (await admin.get('/sale-promise-templates')).items;
  return known?.id ?? (await admin.post('/sale-promise-templates', salePromiseTemplate)).id;
}

/// The same of what the company's devices are covered by.
async function aCoverage(admin: Caller): Promise<string> {
  const [known] = (await admin.get('/coverage-templates')).items;
  const line = { component: 'labour', percent: 50, payer: 'manufacturer', start: 'sale' };
  const names = everyLanguage('One year', 'Bir yıl', 'Egy év', 'שנה אחת');
  const template = { source: 'retailer', names, lines: [{ ...line, months: 12 }] };
  return known?.id ?? (await admin.post('/coverage-templates', template)).id;
}

/// One of each that the demo company has none of.
async function fill(admin: Caller) {
  await aSalePromise(admin);
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
  await admin.post(
    '/imports?target=customers&name=people.csv',
    'Name;Phone\nAda;+90 212 555 0000\n',
  );
}

/// "Late by two days: a free maintenance", within a budget; made once.
export async function aRemedy(admin: Caller) {
  if ((await admin.get('/remedy-offers')).items.length > 0) return;
  const offer = await admin.post('/remedy-offers', {
    kind: 'free_service',
    names: { en: 'A free maintenance', tr: 'Ücretsiz bakım', he: 'תחזוקה ללא תשלום' },
    amount: '900.00',
    currency: 'TRY',
    service: { case_kinds: ['maintenance'], months: 12 },
  });
  await admin.post('/remedy-budgets', {
    scope: 'company',
    period: 'month',
    amount: '5000.00',
    currency: 'TRY',
  });
  await admin.post('/remedy-rules', {
    name: 'Two days late',
    offer_id: offer.id,
    conditions: { promise_kinds: ['repair_by'] },
    late_minutes: 2880,
    by_itself: true,
  });
}

/// Those of the administrator; a list that stays empty shows how to begin.
export async function settingsPlaces(admin: Caller): Promise<Place[]> {
  await fill(admin);
  await aRemedy(admin);
  const first = async (path: string) => (await admin.get(path)).items[0].id;
  const place = (name: string, shows = 'h1'): Place => ({
    name: `settings/${name}`,
    path: `/app/settings/${name}`,
    shows,
  });
  return [
    { name: 'settings', path: '/app/settings', shows: 'h2' },
    place('company', 'form'),
    place('documents', 'form'),
    place('billing', 'form'),
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
    { name: 'law-upload', path: '/app/law/upload', shows: 'h1' },
    place('sale-promises', 'tbody tr'),
    place('sale-promises/new', 'form'),
    place(`sale-promises/${await first('/sale-promise-templates')}`, 'form'),
    place('coverage', 'tbody tr'),
    place('coverage/new', 'form'),
    place(`coverage/${await aCoverage(admin)}`, 'form'),
    place('calendars', 'tbody tr'),
    place(`calendars/${await first('/calendars')}`, 'form'),
    place('tokens', 'h2'),
    place('remedies', 'tbody tr'),
    place('remedies/offers/new', 'form'),
    place(`remedies/offers/${await first('/remedy-offers')}`, 'form'),
    place('remedies/rules/new', 'form'),
    place(`remedies/rules/${await first('/remedy-rules')}`, 'form'),
    place('remedies/budgets/new', 'form'),
    place(`remedies/budgets/${await first('/remedy-budgets')}`, 'form'),
    place(`remedies/limits/${await first('/roles')}`, 'form'),
    place('automation', 'h2'),
    place('automation/new', 'form'),
    place('imports', 'h2'),
    place(`imports/${await first('/imports')}`, 'h2'),
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
