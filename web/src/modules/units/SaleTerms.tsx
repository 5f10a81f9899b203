import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import { countryChoices, currencyChoices } from '~/modules/company/places';
import { problemOf } from '~/ui/Failure';

/// When, where and for how much it was sold, and to whom of whom the law speaks.
export interface SaleTermsForm {
  sold_on: string;
  price: string;
  currency: string; // empty: the company's
  country: string; // empty: the company's
  isBusiness: boolean;
  isUsed: boolean;
}

export const termFields = ['sold_on', 'price', 'currency', 'country'];

/// As the server reads it.
export const decimal = (typed: string) => typed.trim().replace(',', '.');

interface Props {
  form: SaleTermsForm;
  change: (part: Partial<SaleTermsForm>) => void;
  refusal: Refusal | undefined;
}

export function SaleTerms({ form, change, refusal }: Props) {
  const { t, i18n } = useTranslation();
  const company = useQuery(companyQuery).data;
  return (
    <>
      <TextInput
        type="date"
        label={t('sales.sold_on')}
        required
        data-autofocus
        error={problemOf(refusal, 'sold_on')}
        value={form.sold_on}
        onChange={e => change({ sold_on: e.currentTarget.value })}
      />
      <SimpleGrid cols={2}>
        <TextInput
          label={t('sales.price')}
          inputMode="decimal"
          dir="ltr"
          maxLength={20}
          error={problemOf(refusal, 'price')}
          value={form.price}
          onChange={e => change({ price: e.currentTarget.value })}
        />
        <Select
          label={t('sales.currency')}
          searchable
          allowDeselect={false}
          data={currencyChoices(i18n.language)}
          error={problemOf(refusal, 'currency')}
          value={form.currency || (company?.currency ?? null)}
          onChange={currency => change({ currency: currency ?? '' })}
        />
      </SimpleGrid>
      <Select
        label={t('sales.country')}
        searchable
        allowDeselect={false}
        data={countryChoices(i18n.language)}
        error={problemOf(refusal, 'country')}
        value={form.country || (company?.country ?? null)}
        onChange={country => change({ country: country ?? '' })}
      />
      <Checkbox
        label={t('sales.business')}
        checked={form.isBusiness}
        onChange={e => change({ isBusiness: e.currentTarget.checked })}
      />
      <Checkbox
        label={t('sales.used_goods')}
        checked={form.isUsed}
        onChange={e => change({ isUsed: e.currentTarget.checked })}
      />
    </>
  );
}
