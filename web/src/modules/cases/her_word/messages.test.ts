import { expect, test } from 'vitest';
import type { Entry } from '../case/queries';
import { excerptOf, herMessages, saidSince } from './messages';

const said = (id: string, direction: string, automatic = false, at = '2026-11-28T10:00:00Z') =>
  ({ at, interaction: { id, direction, automatic, at } }) as Entry;

test('only her own words are proof, the newest first', () => {
  const story = [
    said('first', 'inbound'),
    { at: '2026-11-28T10:00:00Z', event: 'case.opened' } as Entry,
    said('ours', 'outbound'),
    said('note', 'internal'),
    said('her machine', 'inbound', true),
    said('last', 'inbound'),
  ];
  expect(herMessages(story).map(one => one.id)).toEqual(['last', 'first']);
});

test('what was said before cannot be about it', () => {
  const all = herMessages([
    said('before', 'inbound', false, '2026-11-28T09:59:59.999Z'),
    said('then', 'inbound'),
  ]);
  expect(saidSince(all, '2026-11-28T10:00:00Z').map(one => one.id)).toEqual(['then']);
  expect(saidSince(all)).toHaveLength(2);
});

test('a long message is told by its beginning', () => {
  expect(excerptOf('  Yes,\n please. ')).toBe('Yes, please.');
  expect(excerptOf('ş'.repeat(60))).toBe(`${'ş'.repeat(40)}…`);
});
