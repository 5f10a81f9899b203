// What someone writes is kept at each keystroke, on her own machine at once (a crash, a cut
// connection, an ended session take nothing), and on the server after a moment (her other machine
// finds it, and colleagues see that she is writing).
import { useEffect, useRef, useState } from 'react';
import { api, newKey, type Schemas, said } from '~/api/client';
import { useMe } from '~/app/session';
import type { CaseView, Interaction } from '../case/queries';

export interface Draft {
  text: string;
  note: string;
  mentions: string[];
  after: 'follow_up' | 'solved' | 'promise';
  channel: Schemas['InteractionView']['channel'];
  promise_kind: string;
  promise_due_at: string; // as an input of the kind datetime-local holds it
  promise_what: string;
  copies: string;
  greet: boolean;
  send_at: string;
  attachments: Schemas['AttachmentView'][];
  key: string; // the same at each try to send this text, so that it goes out once
}

const spoken: Draft['channel'][] = ['phone', 'desk'];

export function emptyDraft(view: CaseView): Draft {
  const { channel } = view.summary;
  return {
    text: '',
    note: '',
    mentions: [],
    after: 'follow_up',
    channel: spoken.includes(channel) ? channel : 'email',
    promise_kind: 'call_back_by',
    promise_due_at: '',
    promise_what: '',
    copies: '',
    greet: true,
    send_at: '',
    attachments: [],
    key: newKey(),
  };
}

const place = (staff: string, id: string) => `vefa.draft.${staff}.${id}`;

function read(staff: string, view: CaseView): Draft {
  const fresh = emptyDraft(view);
  try {
    const kept = localStorage.getItem(place(staff, view.summary.id));
    if (kept) return { ...fresh, ...JSON.parse(kept) };
  } catch {
    // a broken one is as none
  }
  const elsewhere = view.drafts.find(d => d.staff_id === staff);
  return { ...fresh, text: elsewhere?.text ?? '' };
}

function keep(staff: string, id: string, draft: Draft) {
  const isEmpty = !draft.text && !draft.note && draft.attachments.length === 0;
  try {
    if (isEmpty) localStorage.removeItem(place(staff, id));
    else localStorage.setItem(place(staff, id), JSON.stringify(draft));
  } catch {
    // a full or forbidden storage: the server's copy remains
  }
}

const sentPlace = (staff: string) => `vefa.sent.${staff}`;
const sentAtMost = 10;
type Sent = [id: string, draft: Draft][];

function allSent(staff: string): Sent {
  try {
    return JSON.parse(localStorage.getItem(sentPlace(staff)) ?? '[]');
  } catch {
    return [];
  }
}

/// Greeting, signature and question were put around the text when it was sent; taken back, it is
/// what she wrote.
function rememberSent(staff: string, interaction: string, draft: Draft) {
  try {
    const all = [...allSent(staff), [interaction, draft]].slice(-sentAtMost);
    localStorage.setItem(sentPlace(staff), JSON.stringify(all));
  } catch {
    // then it comes back as it was sent
  }
}

function sentAs(staff: string, message: Interaction): Partial<Draft> {
  const found = allSent(staff).find(([id]) => id === message.id)?.[1];
  return found ? { ...found, key: newKey() } : { text: message.text, greet: false };
}

const restMs = 1_500;

export function useDraft(view: CaseView) {
  const staff = useMe().person.id;
  const { id } = view.summary;
  const [draft, setDraft] = useState(() => read(staff, view));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  function tellServer(text: string) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const path = { case: id };
      said(api.PUT('/cases/{case}/draft', { params: { path }, body: { text } })).catch(() => {});
    }, restMs);
  }
  function change(part: Partial<Draft>) {
    setDraft(before => {
      const after = { ...before, ...part };
      keep(staff, id, after);
      return after;
    });
    if (part.text !== undefined) tellServer(part.text);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    draft,
    change,
    /// It is on its way as this interaction.
    sent(interaction: string) {
      rememberSent(staff, interaction, draft);
      change({ ...emptyDraft(view), channel: draft.channel });
    },
    /// It was taken back; what was begun since stays below it.
    takeBack(message: Interaction) {
      const back = sentAs(staff, message);
      change({ ...back, text: [back.text, draft.text].filter(Boolean).join('\n\n') });
    },
  };
}
