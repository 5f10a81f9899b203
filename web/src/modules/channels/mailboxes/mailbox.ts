// A mailbox as its form holds it, and what can be guessed of its servers.
import type { Schemas } from '~/api/client';
import type { Language } from '~/i18n';

export type Mailbox = Schemas['MailboxView'];
type Security = Schemas['ServerForm']['security'];
type Auth = NonNullable<Schemas['ServerForm']['auth']>;

export interface Values {
  address: string;
  team_id: string;
  language: Language;
  display_names: Record<string, string>;
  state: 'active' | 'paused';
  imap_host: string;
  imap_port: number;
  imap_security: Security;
  imap_auth: Auth;
  imap_user: string;
  imap_secret: string;
  imap_folder: string;
  done_folder: string;
  poll_seconds: number;
  import_existing: boolean;
  smtp_host: string;
  smtp_port: number;
  smtp_security: Security;
  smtp_auth: Auth;
  smtp_user: string;
  smtp_secret: string;
  ca_pem: string;
  signed_reply_to: boolean;
}

export function emptyValues(team_id: string, language: Language): Values {
  return {
    address: '',
    team_id,
    language,
    display_names: {},
    state: 'active',
    imap_host: '',
    imap_port: 993,
    imap_security: 'tls',
    imap_auth: 'password',
    imap_user: '',
    imap_secret: '',
    imap_folder: 'INBOX',
    done_folder: '',
    poll_seconds: 60,
    import_existing: false,
    smtp_host: '',
    smtp_port: 465,
    smtp_security: 'tls',
    smtp_auth: 'password',
    smtp_user: '',
    smtp_secret: '',
    ca_pem: '',
    signed_reply_to: true,
  };
}

export const valuesOf = (m: Mailbox): Values => ({
  address: m.address,
  team_id: m.team_id,
  language: m.language,
  display_names: m.display_names,
  state: m.state === 'paused' ? 'paused' : 'active',
  imap_host: m.imap.host,
  imap_port: m.imap.port,
  imap_security: m.imap.security,
  imap_auth: m.imap.auth,
  imap_user: m.imap.user,
  imap_secret: '',
  imap_folder: m.imap_folder,
  done_folder: m.done_folder,
  poll_seconds: m.poll_seconds,
  import_existing: m.import_existing,
  smtp_host: m.smtp.host,
  smtp_port: m.smtp.port,
  smtp_security: m.smtp.security,
  smtp_auth: m.smtp.auth,
  smtp_user: m.smtp.user,
  smtp_secret: '',
  ca_pem: m.ca_pem,
  signed_reply_to: m.signed_reply_to,
});

/// An empty password keeps the one that is there.
const server = (v: Values, kind: 'imap' | 'smtp'): Schemas['ServerForm'] => ({
  host: v[`${kind}_host`].trim(),
  port: v[`${kind}_port`],
  security: v[`${kind}_security`],
  auth: v[`${kind}_auth`],
  user: v[`${kind}_user`].trim(),
  secret: v[`${kind}_secret`] || null,
});

export const bodyOf = (v: Values): Schemas['NewMailbox'] => ({
  address: v.address.trim(),
  display_names: v.display_names,
  language: v.language,
  team_id: v.team_id,
  state: v.state,
  imap: server(v, 'imap'),
  imap_folder: v.imap_folder,
  done_folder: v.done_folder,
  poll_seconds: v.poll_seconds,
  import_existing: v.import_existing,
  smtp: server(v, 'smtp'),
  ca_pem: v.ca_pem || null,
  signed_reply_to: v.signed_reply_to,
});

// Of the houses that most companies have their mail with: where they read and where they send.
const known: Record<string, [imap: string, smtp: string, port: number]> = {
  'gmail.com': ['imap.gmail.com', 'smtp.gmail.com', 465],
  'outlook.com': ['outlook.office365.com', 'smtp.office365.com', 587],
  'hotmail.com': ['outlook.office365.com', 'smtp.office365.com', 587],
  'yandex.com': ['imap.yandex.com', 'smtp.yandex.com', 465],
  'yahoo.com': ['imap.mail.yahoo.com', 'smtp.mail.yahoo.com', 465],
};

export const securityOf = (port: number): Security => (port === 587 ? 'start_tls' : 'tls');

/// What follows from the address, for fields that nobody has filled in otherwise.
export function guessed(before: Values, address: string): Partial<Values> {
  const former = guessOf(before.address);
  const next = guessOf(address);
  const part: Partial<Values> = { address };
  for (const name of Object.keys(next) as (keyof typeof next)[])
    if (!before[name] || before[name] === former[name] || former[name] === undefined)
      Object.assign(part, { [name]: next[name] });
  return part;
}

function guessOf(address: string): Partial<Values> {
  const domain = address.split('@')[1]?.trim().toLowerCase() ?? '';
  if (!domain.includes('.')) return { imap_user: address, smtp_user: address };
  const [imap_host, smtp_host, smtp_port] = known[domain] ?? [
    `imap.${domain}`,
    `smtp.${domain}`,
    465,
  ];
  return {
    imap_user: address,
    smtp_user: address,
    imap_host,
    smtp_host,
    smtp_port,
    smtp_security: securityOf(smtp_port),
  };
}
