// What can be done with a case besides answering, in the order of the menu.
import type { Schemas } from '~/api/client';
import type { CaseView } from '../case/queries';

type OnCase = Schemas['PromiseView'];

/// Kept by doing it; an answer is kept by answering, the customer's word by the customer, what the
/// law demands by what happened.
export const isKeptByDeed = (p: OnCase) =>
  p.state === 'pending' && p.kind !== 'answer_by' && p.kind !== 'confirm_by' && p.source !== 'law';
export const isOnesWord = (p: OnCase) => p.state === 'pending' && p.source === 'word';

const isOpen = (view: CaseView) => view.summary.state === 'open';
const isSnoozed = (view: CaseView) => Boolean(view.summary.snoozed_until);
const always = () => true;

export const actions = [
  { action: 'take', keys: 'a', isFor: isOpen },
  { action: 'hand_over', keys: 'h', isFor: isOpen },
  { action: 'promise', keys: 'p', isFor: isOpen },
  {
    action: 'keep',
    keys: 'f',
    isFor: (view: CaseView) => view.promises.some(isKeptByDeed),
  },
  {
    action: 'withdraw',
    keys: '',
    isFor: (view: CaseView) => view.promises.some(isOnesWord),
  },
  {
    action: 'snooze',
    keys: 's',
    isFor: (view: CaseView) => isOpen(view) && !isSnoozed(view),
  },
  { action: 'wake', keys: 'w', isFor: isSnoozed },
  { action: 'message', keys: 'i', isFor: always },
  { action: 'change', keys: 'e', isFor: always },
  { action: 'tags', keys: 't', isFor: always },
  { action: 'link', keys: 'l', isFor: always },
  { action: 'merge', keys: 'm', isFor: isOpen },
  { action: 'split', keys: 'b', isFor: isOpen },
  { action: 'solve', keys: 'd', isFor: isOpen },
  { action: 'verdict', keys: 'v', isFor: always },
  { action: 'close', keys: '', isFor: isOpen },
] as const;

export type Action = (typeof actions)[number]['action'];
/// `promise`: which one is meant, where an action is about one.
export type Act = (action: Action, promise?: string) => void;

export const actionsFor = (view: CaseView) => actions.filter(one => one.isFor(view));
