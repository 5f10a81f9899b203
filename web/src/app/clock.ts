// The server's time: deadlines are counted by its clock, not by this machine's.
import { useSyncExternalStore } from 'react';

let ahead = 0; // of ours, in milliseconds
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = Date.now() + ahead;
  for (const tell of listeners) tell();
}

/// Tells from a promise what time it is there.
export function setByPromise(p: { due_at: string; left_seconds: number; state: string }) {
  if (p.state !== 'pending') return;
  const there = new Date(p.due_at).getTime() - p.left_seconds * 1000;
  const difference = there - Date.now();
  if (Math.abs(difference - ahead) < 3000) return;
  ahead = difference;
  tick();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, 15_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/// Moves on every quarter of a minute.
export const useNow = () => useSyncExternalStore(subscribe, () => now);
export const serverNow = () => Date.now() + ahead;
