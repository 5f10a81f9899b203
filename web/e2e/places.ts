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

/// Those of the administrator; a list that the demo company leaves empty shows how to begin.
export async function settingsPlaces(admin: Caller): Promise<Place[]> {
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
  ];
}
