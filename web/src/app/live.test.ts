import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freshener, type LiveEvent } from './live';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const event = (kind: string): LiveEvent => ({
  id: '',
  kind,
  actor_id: null,
  actor_name: '',
  case_id: 'cas_1',
  customer_id: 'cus_1',
  payload: {},
});

function listening() {
  const client = new QueryClient();
  const asked: string[] = [];
  vi.spyOn(client, 'invalidateQueries').mockImplementation(async filters => {
    asked.push(String(filters?.queryKey?.[0]));
  });
  const hear = freshener(client);
  const times = (key: string) => asked.filter(one => one === key).length;
  return { hear, times };
}

test('what happens on a case makes it and the lists stale at once, a burst of it once', () => {
  const { hear, times } = listening();
  for (let n = 0; n < 5; ++n) hear(event('interaction.received'));
  vi.advanceTimersByTime(150);
  expect([times('case'), times('cases'), times('counts'), times('customer')]).toEqual([1, 1, 1, 1]);
});

test('in a busy house the lists are asked for twice a second, the open case at each event', () => {
  const { hear, times } = listening();
  for (let n = 0; n < 20; ++n) {
    hear(event('interaction.received'));
    vi.advanceTimersByTime(200);
  }
  expect(times('case')).toBe(20);
  expect(times('cases')).toBeLessThanOrEqual(9);
  expect(times('cases')).toBeGreaterThanOrEqual(6);
});

test('who is at a case makes nothing stale', () => {
  const { hear, times } = listening();
  hear(event('attendance.changed'));
  vi.advanceTimersByTime(2_000);
  expect(times('case') + times('cases')).toBe(0);
});
