import { expect, test } from 'vitest';
import type { LiveEvent } from '~/app/live';
import { type Attendance, applied } from './attendance';

const here: Attendance = {
  case_id: 'cas_1',
  staff_id: 'stf_1',
  staff_name: 'Elif',
  doing: 'viewing',
  since: '2026-03-02T09:00:00Z',
  until_at: '2026-03-02T09:01:15Z',
};
const event = (kind: string, payload: Record<string, unknown>, case_id = 'cas_1'): LiveEvent => ({
  id: 'evt_1',
  kind,
  actor_id: null,
  actor_name: '',
  case_id,
  customer_id: '',
  payload,
});

test('someone who begins to write is listed once, as writing', () => {
  const payload = { staff_id: 'stf_1', staff_name: 'Elif', doing: 'writing', since: here.since };
  const list = applied([here], event('attendance.changed', payload));
  expect(list.map(one => one.doing)).toEqual(['writing']);
});

test('who leaves one case stays at another', () => {
  const other = { ...here, case_id: 'cas_2' };
  const list = applied([here, other], event('attendance.ended', { staff_id: 'stf_1' }));
  expect(list).toEqual([other]);
});
