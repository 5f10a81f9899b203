import type { Schemas } from '~/api/client';
import type { Draft } from './draft';

type Body = Schemas['AnswerBody'];
const instant = (local: string) => (local ? new Date(local).toISOString() : undefined);

/// The draft as the API takes it.
export function bodyOf(draft: Draft, seen: string | undefined, despiteNewer: boolean): Body {
  const isMail = draft.channel === 'email';
  const isPromise = draft.after === 'promise';
  const copies = draft.copies.split(/[,;\s]+/).filter(Boolean);
  return {
    text: draft.text,
    channel: draft.channel,
    after: draft.after,
    greet: isMail && draft.greet,
    seen_interaction_id: seen,
    despite_newer: despiteNewer,
    ...(isPromise && {
      promise_kind: draft.promise_kind as Body['promise_kind'],
      promise_due_at: instant(draft.promise_due_at),
      promise_what: draft.promise_what,
    }),
    ...(isMail && {
      copies,
      send_at: instant(draft.send_at),
      attachments: draft.attachments.map(file => file.id),
    }),
  };
}
