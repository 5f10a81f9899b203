// What happens on the server, as it happens: one stream of events, no polling.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { me } from '~/api/queries';

export interface LiveEvent {
  id: string;
  kind: string; // noun.verb
  actor_id: string | null;
  actor_name: string;
  case_id: string;
  customer_id: string;
  payload: Record<string, unknown>;
}

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();
/// Calls back on each event until the answer is called.
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let connected = true;
const watchers = new Set<() => void>();
function setConnected(now: boolean) {
  connected = now;
  for (const tell of watchers) tell();
}
export const useConnected = () =>
  useSyncExternalStore(
    tell => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => connected,
  );

const ofLists = [['promises'], ['cases'], ['counts'], ['recoveries'], ['mentions']];
const pauseMs = 150; // a burst of events is one
const listsRestMs = 500; // in a busy house something happens all the time

/// Gathers what became stale, and asks for it once: at once after a rest, and not more often than
/// every `restMs`.
function gatherer(client: QueryClient, restMs: number) {
  const stale = new Map<string, unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = 0;
  function freshen() {
    timer = undefined;
    lastAt = Date.now();
    for (const queryKey of stale.values()) void client.invalidateQueries({ queryKey });
    stale.clear();
  }
  return (key: unknown[]) => {
    stale.set(JSON.stringify(key), key);
    if (!timer) timer = setTimeout(freshen, Math.max(pauseMs, lastAt + restMs - Date.now()));
  };
}

export function freshener(client: QueryClient) {
  const one = gatherer(client, 0);
  const list = gatherer(client, listsRestMs);
  return (event: LiveEvent) => {
    if (event.kind.startsWith('attendance.')) return; // carries all that there is to know
    if (event.case_id) {
      one(['case', event.case_id]);
      for (const key of ofLists) list(key);
    }
    if (event.customer_id) one(['customer', event.customer_id]);
    list([event.kind.slice(0, event.kind.indexOf('.'))]);
  };
}

const retryMs = 3_000;

export function useLive(isOn: boolean) {
  const client = useQueryClient();
  useEffect(() => {
    if (!isOn) return;
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    const freshen = freshener(client);
    function listen() {
      source = new EventSource('/api/v1/live');
      source.onopen = () => {
        setConnected(true);
        if (missed) void client.invalidateQueries();
        missed = false;
      };
      source.onmessage = message => {
        const event = JSON.parse(message.data) as LiveEvent;
        freshen(event);
        for (const tell of listeners) tell(event);
      };
      source.addEventListener('reset', () => void client.invalidateQueries());
      source.onerror = () => {
        setConnected(false);
        missed = true;
        if (source?.readyState !== EventSource.CLOSED) return; // it tries again by itself
        void client.invalidateQueries({ queryKey: me.queryKey });
        again = setTimeout(listen, retryMs);
      };
    }
    listen();
    return () => {
      source?.close();
      clearTimeout(again);
    };
  }, [client, isOn]);
}
