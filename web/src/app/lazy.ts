import { type ComponentType, lazy as reactLazy } from 'react';

const restMs = 2_000;
const triesAtMost = 5; // on a good line: then the server has other files by now
const place = 'vefa.loaded_anew';

/// After an update of the server the files that this page knows are gone; what is typed is kept.
function loadAnew() {
  if (sessionStorage.getItem(place)) return;
  sessionStorage.setItem(place, '1');
  location.reload();
}

/// Tries until it is here: a line that is down for a moment takes nothing from the page.
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; ++tries) {
    try {
      const loaded = await load();
      sessionStorage.removeItem(place);
      return loaded;
    } catch {
      if (tries >= triesAtMost && navigator.onLine) loadAnew();
      await new Promise(again => setTimeout(again, restMs));
    }
  }
}

/// A part that is loaded when it is needed. React's own, once it failed, would take the whole page
/// down with it.
// biome-ignore lint/suspicious/noExplicitAny: as React's own
export const lazy = <T extends ComponentType<any>>(load: () => Promise<{ default: T }>) =>
  reactLazy(() => patiently(load));
