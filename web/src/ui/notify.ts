// What passes by at the edge of the screen. Loaded when there is something to say.
import i18next from 'i18next';
import { asRefusal } from '~/api/client';

interface Note {
  message: string;
  isFailure?: boolean;
}
type Show = (note: Note) => void;
let show: Show | undefined;
const waiting: Note[] = [];
let load: (() => void) | undefined;

/// The host says how it is called for, and, once it is there, how it shows.
export function onFirstNote(call: () => void) {
  load = call;
}
export function notesAreShownBy(host: Show) {
  show = host;
  for (const note of waiting.splice(0)) host(note);
}

function put(note: Note) {
  if (show) return show(note);
  waiting.push(note);
  load?.();
}

export const tell = (message: string) => put({ message });

/// What could not be done, and what to do now, in the server's words.
export function tellFailure(error: unknown) {
  const refusal = asRefusal(error);
  if (refusal.code === 'unauthenticated') return; // the form to sign in says it
  const message =
    refusal.code === 'offline'
      ? i18next.t('failure.offline')
      : (refusal.fields[0]?.detail ?? refusal.detail) || i18next.t('failure.unknown');
  put({ message, isFailure: true });
}
