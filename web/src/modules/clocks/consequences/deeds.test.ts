import { expect, test } from 'vitest';
import {
  awaitsOther,
  changedBy,
  changeNeedsWord,
  changesOn,
  deedsOn,
  needsChannel,
  needsReason,
  nextOf,
  standingOf,
} from './deeds';

const agent = { canWrite: true, canApprove: false };
const manager = { canWrite: true, canApprove: true };
const choice = {
  state: 'offered',
  effect: 'grant',
  party: 'consumer',
  amount_minor: null,
  decisions: ['refund', 'refused'],
  cost_untold: false,
};

test('what is offered is told and recorded by whoever writes on the case', () => {
  expect(deedsOn(choice, agent)).toEqual(['tell', 'decide']);
  expect(deedsOn(choice, { ...agent, canWrite: false })).toEqual([]);
  expect(deedsOn({ ...choice, decisions: [] }, manager)).toEqual([]);
  expect(deedsOn({ ...choice, decisions: [], cost_untold: true }, manager)).toEqual(['cost']);
  expect(deedsOn({ ...choice, party: 'seller' }, agent)).toEqual(['decide']);
});

test('what the law leaves to a person is offered and decided by larger authority alone', () => {
  const unsure = { ...choice, state: 'to_decide' };
  expect(deedsOn(unsure, agent)).toEqual([]);
  expect(awaitsOther(unsure, agent)).toBe(true);
  expect(deedsOn(unsure, manager)).toEqual(['offer', 'decide']);
  expect(awaitsOther(unsure, manager)).toBe(false);
  const makersChoice = { ...unsure, party: 'manufacturer' };
  expect(deedsOn(makersChoice, manager)).toEqual(['decide']);
});

test('no sum is offered that the pack does not have', () => {
  const owed = { ...choice, state: 'to_decide', effect: 'owe' };
  expect(deedsOn(owed, manager)).toEqual(['decide']);
  expect(deedsOn({ ...owed, amount_minor: 30_000 }, manager)).toEqual(['offer', 'decide']);
});

test('a document and a call are done; a fine is only told', () => {
  const slip = { ...choice, state: 'told', effect: 'issue', party: '' };
  expect(deedsOn(slip, agent)).toEqual(['decide']);
  expect(standingOf(slip)).toBe('to_do');
  const fine = { ...slip, effect: 'owe', party: 'state' };
  expect(deedsOn(fine, manager)).toEqual([]);
  expect(standingOf(fine)).toBe('to_know');
  expect(standingOf(choice)).toBe('offered');
});

test('her choice wants the way by which she told it, a refusal and an unsure one a reason', () => {
  expect(needsChannel(choice, 'refund')).toBe(true);
  expect(needsChannel(choice, 'refused')).toBe(false);
  expect(needsReason(choice, 'refund')).toBe(false);
  expect(needsReason(choice, 'refused')).toBe(true);
  expect(needsReason({ ...choice, state: 'to_decide' }, 'refund')).toBe(true);
});

test('a choice that no text knows is still told what follows', () => {
  expect(nextOf('loaner', false)).toBe('loaner');
  expect(nextOf('store_credit', false)).toBe('other');
});

test('where the law has no sum, the sum that was paid is asked for', () => {
  expect(nextOf('paid', true)).toBe('paid');
  expect(nextOf('paid', false)).toBe('paid_sum');
});

test('what was decided is changed to another choice, declined, or taken up again', () => {
  const named = (...names: string[]) => names.map(name => ({ name, words: name }));
  const chosen = { changes: named('refund', 'loaner', 'declined'), needs_her_word: false };
  expect(changesOn(chosen, agent)).toEqual(['other_choice', 'decline']);
  expect(changesOn(chosen, { ...agent, canWrite: false })).toEqual([]);
  expect(changedBy(chosen, 'other_choice')).toEqual(['refund', 'loaner']);
  expect(changeNeedsWord(chosen, 'refund')).toBe(false);
  expect(changeNeedsWord({ ...chosen, needs_her_word: true }, 'refund')).toBe(true);
  expect(changeNeedsWord(chosen, 'declined')).toBe(true);
  const declined = { changes: named('taken_up'), needs_her_word: true };
  expect(changesOn(declined, agent)).toEqual(['take_up']);
  expect(changeNeedsWord(declined, 'taken_up')).toBe(false);
});
