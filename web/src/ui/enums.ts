// The closed sets that people choose from, in the order in which they are offered.
import type { Schemas } from '~/api/client';

type Row = Schemas['CaseRow'];
export const states: Row['state'][] = ['open', 'solved', 'closed'];
export const caseKinds: Row['kind'][] = [
  'question',
  'complaint',
  'repair',
  'installation',
  'maintenance',
  'order',
  'return',
  'suggestion',
];
export const priorities: Row['priority'][] = ['low', 'normal', 'high', 'urgent'];
export const channels: Row['channel'][] = [
  'email',
  'phone',
  'chat',
  'desk',
  'letter',
  'social',
  'portal',
  'api',
];
/// Of what a person takes down by hand.
export const spokenChannels = ['phone', 'desk', 'letter', 'chat', 'social', 'email'] as const;
/// What an agent may promise by her own word.
export const wordKinds = [
  'call_back_by',
  'follow_up_by',
  'solve_by',
  'notify_by',
  'decide_by',
  'deliver_by',
  'repair_by',
  'replace_by',
] as const;
/// What makes good.
export const remedyKinds: Schemas['RemedyView']['kind'][] = [
  'coupon',
  'money',
  'free_service',
  'replacement',
  'loaner',
  'shipping',
  'apology',
];
