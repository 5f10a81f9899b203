import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '~/ui/Dialog';
import type { CustomerForm, FormProps } from './forms';
import { Join, Relation } from './Joined';
import { Consent, Preference, SpecialDay } from './Known';
import { Profile } from './Profile';
import { Contact } from './Reach';

const forms: Record<CustomerForm, ComponentType<FormProps>> = {
  profile: Profile,
  contact: Contact,
  preference: Preference,
  day: SpecialDay,
  consent: Consent,
  relation: Relation,
  join: Join,
};

export default function CustomerDialog({ form, ...rest }: FormProps & { form: CustomerForm }) {
  const { t } = useTranslation();
  const Form = forms[form];
  return (
    <Dialog title={t(`customer.${form}`)} close={rest.close}>
      <Form {...rest} />
    </Dialog>
  );
}
