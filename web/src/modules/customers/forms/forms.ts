// What can be written into a customer's file, each a form of its own.
import type { Schemas } from '~/api/client';

export const customerForms = [
  'profile',
  'contact',
  'preference',
  'day',
  'consent',
  'relation',
  'join',
] as const;
export type CustomerForm = (typeof customerForms)[number];

export interface FormProps {
  file: Schemas['CustomerFile'];
  close: () => void;
}

export const contactKinds: Schemas['NewContact']['kind'][] = ['phone', 'email', 'postal', 'social'];
export const preferenceKinds: Schemas['NewPreference']['kind'][] = [
  'like',
  'dislike',
  'need',
  'expectation',
  'wish',
];
export const dayKinds: Schemas['NewSpecialDay']['kind'][] = [
  'birthday',
  'name_day',
  'wedding',
  'founding',
  'purchase',
  'other',
];
export const purposes: Schemas['NewConsent']['purpose'][] = [
  'marketing',
  'newsletter',
  'surveys',
  'profiling',
  'call_recording',
  'sharing',
];
export const consentChannels: Schemas['NewConsent']['channel'][] = [
  'any',
  'email',
  'sms',
  'phone',
  'letter',
  'push',
  'social',
];
export const consentSources: Schemas['NewConsent']['source'][] = [
  'phone',
  'email',
  'desk',
  'paper',
  'web_form',
  'portal',
  'registry',
];
export const relationKinds: Schemas['NewRelation']['kind'][] = [
  'works_for',
  'represents',
  'owns',
  'member_of',
];
/// Where the words for a consent's channel and source begin.
export const consentWords = { channel: 'consent_channel', source: 'consent_source' };
