import type { KeyboardEvent } from 'react';

/// Ctrl or ⌘ with Enter sends what stands in the box.
export const sendsOn = (send: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  send();
};
