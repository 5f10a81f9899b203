// What is typed when a unit is registered, and the request it becomes.
import type { Schemas } from '~/api/client';

export interface Form {
  name: string;
  phone: string; // or an e-mail address
  product: { id: string; title: string } | null;
  described: string; // of one that is not in the catalogue
  serial: string;
  sold_on: string;
  seller: string;
  number: string;
  place: string;
}

export const emptyForm = (): Form => ({
  name: '',
  phone: '',
  product: null,
  described: '',
  serial: '',
  sold_on: '',
  seller: '',
  number: '',
  place: '',
});

type Body = Schemas['RegistrationBody'];

function buyerOf(form: Form): Body['customer'] {
  const value = form.phone.trim();
  const kind = value.includes('@') ? 'email' : 'phone';
  return {
    kind: 'person',
    display_name: form.name.trim(),
    contacts: value ? [{ kind, value }] : [],
  } as Body['customer'];
}

export function bodyOf(
  form: Form,
  customer?: string,
  herWord: Schemas['HerWord'] | null = null,
): Body {
  const body: Partial<Body> = customer ? { customer_id: customer } : { customer: buyerOf(form) };
  if (form.product) body.product_id = form.product.id;
  else if (form.described.trim()) body.description = form.described.trim();
  if (form.serial.trim()) body.serial = form.serial.trim();
  if (form.place.trim()) body.place = form.place.trim();
  if (form.sold_on)
    body.sale = {
      sold_on: form.sold_on,
      ...(form.seller.trim() && { seller: form.seller.trim() }),
      ...(form.number.trim() && { number: form.number.trim() }),
    } as Body['sale'];
  if (herWord) body.her_word = herWord;
  return body as Body;
}
