import { expect, test } from 'vitest';
import { changesOf } from './changes';
import type { Clock } from './queries';

const clock = (id: string, state: string, due_at: string | null) =>
  ({ id, state, due_at, version: 1 }) as Clock;

test('what began and what stands otherwise is told, what stayed is not', () => {
  const before = [clock('a', 'running', '2026-12-22'), clock('b', 'running', '2026-12-10')];
  const after = [
    { ...clock('a', 'running', '2026-12-22'), version: 2 },
    clock('b', 'kept', '2026-12-10'),
    clock('c', 'running', '2027-01-05'),
  ];
  expect(changesOf(before, after)).toEqual([
    { clock: after[1], was: before[1] },
    { clock: after[2], was: undefined },
  ]);
});

test('a deadline that moved is a change', () => {
  const [change] = changesOf([clock('a', 'running', '1')], [clock('a', 'running', '2')]);
  expect(change?.was?.due_at).toBe('1');
});
