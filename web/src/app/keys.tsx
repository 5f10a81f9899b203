// Keys that work while nobody types. Each says what it does; `?` shows those that work now.
import { useEffect, useRef } from 'react';

export interface Key {
  keys: string; // 'j', '?', 'Enter', 'mod+k'; 'g p': one after the other; '': the palette alone
  label: string;
  run: () => void;
  isHidden?: boolean; // not in the list, since another stands for it
}

const layers: { current: Key[] }[] = [];
const pairMs = 1_200;
let first = { key: '', at: 0 };

/// All that can be done on this page, with or without a key.
export function actionsNow(): Key[] {
  const seen = new Map<string, Key>();
  for (const layer of layers) for (const key of layer.current) seen.set(key.keys || key.label, key);
  return [...seen.values()].filter(key => !key.isHidden);
}

export const keysNow = () => actionsNow().filter(key => key.keys !== '');

function isTyping(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function nameOf(event: KeyboardEvent) {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  return mod + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

function find(name: string): Key | undefined {
  for (const layer of [...layers].reverse()) {
    const found = layer.current.find(key => key.keys === name);
    if (found) return found;
  }
}

function press(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const name = nameOf(event);
  const hasMod = name.startsWith('mod+');
  const typing = isTyping(event.target);
  if (typing && !hasMod) return;
  // A button or a link takes Enter and Space itself; an open dialog takes the other keys.
  const target = event.target as HTMLElement;
  if (/^(Enter| )$/.test(event.key) && !hasMod && target.closest?.('a,button,[role=option]'))
    return;
  if (!hasMod && document.querySelector('[role=dialog][aria-modal=true],[role=menu]')) return;
  const pair = Date.now() - first.at < pairMs ? find(`${first.key} ${name}`) : undefined;
  const found = pair ?? find(name);
  first = { key: name, at: Date.now() };
  if (!found) return;
  event.preventDefault();
  found.run();
}

/// These keys work as long as the caller is shown; of two with the same key, the later one's.
export function useKeys(keys: Key[]) {
  const layer = useRef(keys);
  layer.current = keys;
  useEffect(() => {
    if (layers.length === 0) document.addEventListener('keydown', press);
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) document.removeEventListener('keydown', press);
    };
  }, []);
}
