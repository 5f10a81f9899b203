// Who is at which case now. The server tells each change; one's own presence is said again while
// the page is in sight, so that who goes without a word is gone after a minute.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { api, type Schemas, said } from '~/api/client';
import { type LiveEvent, onLive } from '~/app/live';
import { useMay, useMe } from '~/app/session';

export type Attendance = Schemas['Attendance'];
type Doing = Attendance['doing'];

const attendanceQuery = queryOptions({
  queryKey: ['attendance'],
  queryFn: async () => (await said(api.GET('/attendance'))).items,
  staleTime: Number.POSITIVE_INFINITY,
});

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/// The list as it is after this event.
export function applied(list: Attendance[], event: LiveEvent): Attendance[] {
  const { case_id, payload } = event;
  const staff_id = text(payload.staff_id);
  const others = list.filter(a => a.case_id !== case_id || a.staff_id !== staff_id);
  if (event.kind === 'attendance.ended') return others;
  const since = text(payload.since);
  const staff_name = text(payload.staff_name);
  const doing: Doing = payload.doing === 'writing' ? 'writing' : 'viewing';
  return [...others, { case_id, staff_id, staff_name, doing, since, until_at: since }];
}

/// Colleagues at any case, by the case.
export function useAttendance(): Map<string, Attendance[]> {
  const client = useQueryClient();
  const me = useMe().person.id;
  const { data } = useQuery(attendanceQuery);
  useEffect(
    () =>
      onLive(event => {
        if (!event.kind.startsWith('attendance.')) return;
        client.setQueryData(attendanceQuery.queryKey, list => list && applied(list, event));
      }),
    [client],
  );
  const at = new Map<string, Attendance[]>();
  for (const one of data ?? []) {
    if (one.staff_id === me) continue;
    at.set(one.case_id, [...(at.get(one.case_id) ?? []), one]);
  }
  return at;
}

const againMs = 30_000;
const restsMs = 15_000; // after the last key she is looking again

/// Says that one is at this case as long as it is in sight; call what it answers at each key.
export function useAttend(id: string): () => void {
  const doing = useRef<Doing>('viewing');
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const may = useMay()('cases_read');
  const say = useCallback(() => {
    const path = { case: id };
    const body = { doing: doing.current };
    said(api.PUT('/cases/{case}/attendance', { params: { path }, body })).catch(() => {});
  }, [id]);
  useEffect(() => {
    if (!may) return;
    let again: ReturnType<typeof setInterval> | undefined;
    function leave() {
      clearInterval(again);
      const path = { case: id };
      void said(
        api.DELETE('/cases/{case}/attendance', { params: { path }, keepalive: true }),
      ).catch(() => {});
    }
    function look() {
      clearInterval(again);
      if (document.visibilityState === 'hidden') return leave();
      say();
      again = setInterval(say, againMs);
    }
    look();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pagehide', leave);
      clearTimeout(rest.current);
      doing.current = 'viewing';
      leave();
    };
  }, [id, may, say]);
  return useCallback(() => {
    clearTimeout(rest.current);
    rest.current = setTimeout(() => {
      doing.current = 'viewing';
      say();
    }, restsMs);
    if (doing.current === 'writing') return;
    doing.current = 'writing';
    say();
  }, [say]);
}
