// What is typed of a new case, kept on this machine until it is a case.
import { newKey, type Schemas } from '~/api/client';
import { current } from '~/i18n';

export interface Form {
  customer: { id: string; name: string } | null; // a known one, else a new one:
  name: string;
  phone: string;
  email: string;
  subject: string;
  text: string;
  channel: string;
  kind: string;
  priority: string;
  language: string;
  fields: Record<string, unknown>; // custom ones
  key: string;
}

export const emptyForm = (): Form => ({
  customer: null,
  name: '',
  phone: '',
  email: '',
  subject: '',
  text: '',
  channel: 'phone',
  kind: 'question',
  priority: 'normal',
  language: current(),
  fields: {},
  key: newKey(),
});

const place = (staff: string) => `vefa.new_case.${staff}`;

export function kept(staff: string): Form | undefined {
  try {
    const text = localStorage.getItem(place(staff));
    return text ? { ...emptyForm(), ...JSON.parse(text) } : undefined;
  } catch {
    return undefined;
  }
}

export function keep(staff: string, form: Form | undefined) {
  try {
    if (form) localStorage.setItem(place(staff), JSON.stringify(form));
    else localStorage.removeItem(place(staff));
  } catch {
    // a full or forbidden storage: the page itself still holds it
  }
}

type Body = Schemas['NewCase'];

export function bodyOf(form: Form): Body {
  const contacts = [
    ...(form.phone.trim() ? [{ kind: 'phone' as const, value: form.phone }] : []),
    ...(form.email.trim() ? [{ kind: 'email' as const, value: form.email }] : []),
  ];
  const language = form.language as Body['language'];
  const customer: Schemas['NewCustomer'] = {
    kind: 'person',
    display_name: form.name.trim(),
    language,
    contacts,
  };
  return {
    ...(form.customer ? { customer_id: form.customer.id } : { customer }),
    subject: form.subject,
    text: form.text,
    channel: form.channel as Body['channel'],
    kind: form.kind as Body['kind'],
    priority: form.priority as Body['priority'],
    language,
    ...(Object.keys(form.fields).length > 0 && { fields: form.fields as never }),
  };
}
