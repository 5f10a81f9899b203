// The closed sets of a rule, in the order in which they are offered, and what goes with what.
import type { Schemas } from '~/api/client';

export type Rule = Schemas['AutomationRule'];
export type Condition = Schemas['RuleCondition'];
export type Action = Schemas['RuleAction'];
export type Step = Schemas['Step'];
export type Trigger = Rule['when']['trigger'];
export type Asks = Condition['asks'];
export type Test = Condition['test'];
export type Act = Action['act'];

export const triggers: Trigger[] = [
  'case_opened',
  'message_received',
  'answered',
  'promise_at_risk',
  'promise_broken',
  'idle',
  'snoozed',
  'tagged',
  'solved',
  'closed',
  'reopened',
  'rated',
];
export const acts: Act[] = [
  'set_priority',
  'set_kind',
  'add_tag',
  'remove_tag',
  'set_field',
  'hand_over',
  'note',
  'send_template',
  'promise',
  'run_macro',
  'call_webhook',
];

const one: Test[] = ['is_any_of', 'is_none_of'];
const maybe: Test[] = [...one, 'is_empty', 'is_not_empty'];
const words: Test[] = ['contains_any', 'contains_all', 'contains_none'];
/// What may be asked, and how it may be compared; the first is what a new condition begins with.
export const questions: Record<Asks, Test[]> = {
  text: words,
  subject: words,
  kind: one,
  channel: one,
  priority: one,
  language: one,
  team: one,
  owner: maybe,
  tag: maybe,
  field: [...maybe, 'at_least', 'at_most'],
  country: one,
  address: one,
  customer: one,
  customer_kind: one,
  rating: ['at_least', 'at_most', ...one],
};
export const asked = Object.keys(questions) as Asks[];
export const customerKinds = ['person', 'organisation'];
export const ratings = ['1', '2', '3', '4', '5'];

export const takesValues = (test: Test) => test !== 'is_empty' && test !== 'is_not_empty';
export const newCondition = (): Condition => ({
  asks: 'text',
  test: 'contains_any',
  field: null,
  values: [],
});
export const newAction = (): Action => ({ act: 'add_tag', value: '' });
