import { type ReactNode, useEffect, useState } from 'react';
import { atRest } from '~/app/rest';

/// What stands around: drawn, and its code fetched, once the page itself stands.
export function Later({ children }: { children: ReactNode }) {
  const [isTime, setTime] = useState(false);
  useEffect(() => atRest(() => setTime(true)), []);
  return isTime && children;
}
