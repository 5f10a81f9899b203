import { type ReactNode, useEffect, useState } from 'react';

const atMostMs = 300;
const soonMs = 60; // where a browser does not say when it rests

/// What stands around: drawn, and its code fetched, once the page itself stands.
export function Later({ children }: { children: ReactNode }) {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(() => setTime(true), soonMs);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(() => setTime(true), { timeout: atMostMs });
    return () => cancelIdleCallback(handle);
  }, []);
  return isTime && children;
}
