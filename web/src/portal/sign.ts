// On the customer's own page of a quote, where her typed name is a signature: a place to draw one.
// The page works without; the server draws it (server/modules/portal/bill_page.cpp).
import { padOn } from '~/ui/pad';

function begin(place: HTMLElement) {
  const kept = place.closest('form')?.querySelector<HTMLInputElement>('input[name=drawn]');
  if (!kept) return;
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', place.dataset.label ?? '');
  const words = document.createElement('p');
  words.textContent = place.dataset.label ?? '';
  const clear = document.createElement('button');
  clear.type = 'button';
  clear.textContent = place.dataset.clear ?? '';
  place.append(words, canvas, clear);
  place.hidden = false;
  const pad = padOn(canvas, picture => {
    kept.value = picture;
  });
  if (kept.value) pad.show(kept.value);
  clear.addEventListener('click', () => pad.clear());
}

document.querySelectorAll<HTMLElement>('.sign .pad').forEach(begin);
