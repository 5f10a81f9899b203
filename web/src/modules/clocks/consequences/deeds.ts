// What a reader may do with something that followed by law, and what she has to say for it.
import type { Consequence } from '../queries';

/// Offer it in writing, note that the customer was told, record what was decided or done, tell what
/// it costs; on the customer's word: another choice, none at all, what was declined again.
export type Deed = 'offer' | 'tell' | 'decide' | 'cost' | 'other_choice' | 'decline' | 'take_up';

export interface Rights {
  canWrite: boolean;
  canApprove: boolean; // of larger authority: decides what the law leaves to a person
}

type Followed = Pick<Consequence, 'state' | 'effect' | 'party' | 'amount_minor'> & {
  decisions: unknown[];
  cost_untold: boolean;
};

/// Value and rule were read in a text of law, or in one that quotes it.
export const isSure = (confidence: Consequence['confidence']) => confidence.startsWith('verified');

/// A choice that is the customer's own.
export const isHers = (one: Pick<Consequence, 'effect' | 'party'>) =>
  one.effect === 'grant' && one.party === 'consumer';

/// What the law threatens, and nobody here pays or does.
export const isToKnow = (one: Pick<Consequence, 'effect' | 'state'>) =>
  one.state === 'told' && one.effect === 'owe';

const isOfferable = (one: Followed) =>
  one.party === 'consumer' &&
  (one.effect === 'grant' || (one.effect === 'owe' && one.amount_minor !== null));

const changeOf = (name: string): Deed =>
  name === 'declined' ? 'decline' : name === 'taken_up' ? 'take_up' : 'other_choice';

type Changeable = Pick<Consequence, 'changes' | 'needs_her_word'>;

/// What was decided can be changed to, by the deed that does it.
export const changesOn = ({ changes }: Changeable, { canWrite }: Rights): Deed[] =>
  canWrite ? [...new Set(changes.map(({ name }) => changeOf(name)))] : [];
export const changedBy = ({ changes }: Changeable, deed: Deed) =>
  changes.map(({ name }) => name).filter(name => changeOf(name) === deed);
/// What is taken up again is given, and needs no word; what is declined always does.
export const changeNeedsWord = (one: Changeable, change: string) =>
  change === 'declined' || (change !== 'taken_up' && one.needs_her_word);

export function deedsOn(one: Followed, { canWrite, canApprove }: Rights): Deed[] {
  if (canWrite && one.cost_untold) return ['cost'];
  if (!canWrite || one.decisions.length === 0 || isToKnow(one)) return [];
  if (one.state === 'to_decide') {
    if (!canApprove) return [];
    return isOfferable(one) ? ['offer', 'decide'] : ['decide'];
  }
  if (one.state === 'offered') return one.party === 'consumer' ? ['tell', 'decide'] : ['decide'];
  return ['decide'];
}

/// Somebody else decides it: of larger authority.
export const awaitsOther = (one: Pick<Consequence, 'state'>, { canApprove }: Rights) =>
  one.state === 'to_decide' && !canApprove;

/// What a decision wants said: why, or by which way the customer told it.
export const needsReason = (one: Pick<Consequence, 'state'>, decision: string) =>
  decision === 'refused' || one.state === 'to_decide';
export const needsChannel = (one: Pick<Consequence, 'effect' | 'party'>, decision: string) =>
  isHers(one) && decision !== 'refused';

/// The badge's word: what it waits for.
export function standingOf({ state, effect }: Pick<Consequence, 'state' | 'effect'>) {
  if (state !== 'told') return state;
  return effect === 'issue' || effect === 'call' ? 'to_do' : 'to_know';
}

const known = [
  'refund',
  'price_reduction',
  'replacement',
  'loaner',
  'termination',
  'paid',
  'issued',
  'done',
  'refused',
];
/// Which text says what happens next; a pack may bring choices that no text knows.
export function nextOf(decision: string, hasAmount: boolean) {
  if (decision === 'paid' && !hasAmount) return 'paid_sum';
  return known.includes(decision) ? decision : 'other';
}
