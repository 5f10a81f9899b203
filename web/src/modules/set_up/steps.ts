// How far the house is set up, as far as the house itself tells: so it can be gone on with at any
// time and from any machine. A step that was put off is remembered on this one.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, said } from '~/api/client';
import {
  calendars as calendarsQuery,
  company as companyQuery,
  teams as teamsQuery,
} from '~/api/queries';
import { mailboxes as mailboxesQuery } from '~/modules/channels/mailboxes/queries';

export const steps = ['company', 'calendar', 'mailbox', 'team', 'people'] as const;
export type Step = (typeof steps)[number];

export interface House {
  company: Schemas['Profile'];
  calendar: Schemas['CalendarView'];
  mailboxes: Schemas['MailboxView'][];
  team: Schemas['Team'];
  people: Schemas['Person'][];
}

export function isDone(house: House, step: Step): boolean {
  switch (step) {
    case 'company':
      return house.company.public_url !== '';
    case 'calendar':
      return house.calendar.version > 1;
    case 'mailbox':
      return house.mailboxes.length > 0;
    case 'team':
      return house.team.version > 1;
    case 'people':
      return house.people.length > 1;
  }
}

/// The first that is neither done nor put off; none when all are.
export const nextStep = (house: House, putOff: Step[]) =>
  steps.find(step => !isDone(house, step) && !putOff.includes(step));

const place = 'vefa.set_up.put_off';
function readPutOff(): Step[] {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '[]');
  } catch {
    return [];
  }
}

export function usePutOff() {
  const [putOff, set] = useState(readPutOff);
  function add(step: Step) {
    const next = [...new Set([...putOff, step])];
    localStorage.setItem(place, JSON.stringify(next));
    set(next);
    return next;
  }
  return [putOff, add] as const;
}

const everyone = {
  queryKey: ['staff', 'first'],
  queryFn: async () => (await said(api.GET('/staff', { params: { query: { limit: 50 } } }))).items,
};

export function useHouse() {
  const company = useQuery({ ...companyQuery, staleTime: 0 });
  const calendars = useQuery(calendarsQuery);
  const mailboxes = useQuery(mailboxesQuery);
  const teams = useQuery(teamsQuery);
  const people = useQuery(everyone);
  const all = [company, calendars, mailboxes, teams, people];
  const failed = all.find(one => one.isError);
  const calendar = calendars.data?.find(one => one.is_default);
  const team = teams.data?.find(one => one.is_default);
  const isHere = company.data && calendar && mailboxes.data && team && people.data;
  const house: House | undefined = isHere && {
    company: company.data,
    calendar,
    mailboxes: mailboxes.data,
    team,
    people: people.data.filter(one => one.state !== 'left'),
  };
  return {
    data: house,
    isPending: !house && !failed,
    isError: Boolean(failed),
    error: failed?.error,
    refetch: () => Promise.all(all.map(one => one.refetch())),
  };
}
