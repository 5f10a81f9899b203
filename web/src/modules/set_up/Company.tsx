import { useTranslation } from 'react-i18next';
import { current, languages } from '~/i18n';
import { Basics, useCompanyForm } from '~/modules/company/CompanyForm';
import { guessPlace } from '~/modules/company/places';
import { Form } from '~/ui/form/Form';
import type { StepProps } from './SetUp';
import { Skip } from './SetUp';
import { type House, isDone } from './steps';

/// What the browser tells of where we are and what we speak, until somebody says otherwise.
function withGuesses(house: House): House['company'] {
  const { company } = house;
  if (isDone(house, 'company')) return company;
  const { zone, country, currency } = guessPlace();
  const spoken = languages.filter(
    one => one === company.default_language || navigator.languages.some(tag => tag.startsWith(one)),
  );
  return {
    ...company,
    zone,
    country: country ?? company.country,
    currency: currency ?? company.currency,
    languages: [...new Set([...spoken, current()])],
    public_url: location.origin,
  };
}

export function Company({ house, done, skip }: StepProps) {
  const { t } = useTranslation();
  const form = useCompanyForm({ profile: withGuesses(house), done });
  return (
    <Form
      form={form}
      go={t('set_up.save_go_on')}
      beside={<Skip skip={skip} isDone={isDone(house, 'company')} />}
    >
      <Basics form={form} />
    </Form>
  );
}
