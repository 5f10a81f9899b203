import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { countryChoices, currencyChoices } from '~/modules/company/places';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { casesOfUnitQuery } from './queries';
import { SaleFields, type SaleForm, saleFields } from './SaleFields';

interface Props {
  unit: string;
  isOwned: boolean;
  close: () => void;
  after: () => void;
}

const nothing: SaleForm = {
  ...{ seller: '', number: '', delivered_on: '', commissioned_on: '' },
  ...{ commissioned_by: '', proof: 'nothing_yet' },
};
const own = ['sold_on', 'price', 'currency', 'country'];

/// When, where, for how much; what else is known of it by now.
export default function RecordSale({ unit, isOwned, close, after }: Props) {
  const { t, i18n } = useTranslation();
  const company = useQuery(companyQuery).data;
  const [form, setForm] = useState(nothing);
  const [soldOn, setSoldOn] = useState('');
  const [price, setPrice] = useState('');
  const [currency, setCurrency] = useState<string | null>(null);
  const [country, setCountry] = useState<string | null>(null);
  const [isBusiness, setBusiness] = useState(false);
  const [isUsed, setUsed] = useState(false);
  const [key] = useState(newKey);
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(unit)).data);
  const params = { path: { unit }, header: { 'Idempotency-Key': key } };
  const body = {
    sold_on: soldOn,
    price: price.trim().replace(',', '.') || null,
    currency,
    country,
    consumer: !isBusiness,
    used_goods: isUsed,
    ...{ seller: form.seller.trim(), number: form.number.trim(), proof: form.proof },
    delivered_on: form.delivered_on || null,
    commissioned_on: form.commissioned_on || null,
    commissioned_by: form.commissioned_by || null,
    her_word: hers.word,
  };
  return (
    <Dialog title={t('sales.record')} close={close}>
      <QuickForm
        freshens={['unit', unit]}
        close={close}
        after={after}
        explain={t(isOwned ? 'sales.record_explain' : 'sales.record_no_owner')}
        go={t('sales.record')}
        fields={[...own, ...saleFields, ...hers.fields]}
        isReady={soldOn !== '' && hers.isReady}
        send={() => said(api.POST('/units/{unit}/sales', { params, body }))}
      >
        {refusal => (
          <>
            <TextInput
              type="date"
              label={t('sales.sold_on')}
              required
              data-autofocus
              error={problemOf(refusal, 'sold_on')}
              value={soldOn}
              onChange={e => setSoldOn(e.currentTarget.value)}
            />
            <SimpleGrid cols={2}>
              <TextInput
                label={t('sales.price')}
                inputMode="decimal"
                dir="ltr"
                maxLength={20}
                error={problemOf(refusal, 'price')}
                value={price}
                onChange={e => setPrice(e.currentTarget.value)}
              />
              <Select
                label={t('sales.currency')}
                searchable
                allowDeselect={false}
                data={currencyChoices(i18n.language)}
                error={problemOf(refusal, 'currency')}
                value={currency ?? company?.currency ?? null}
                onChange={setCurrency}
              />
            </SimpleGrid>
            <Select
              label={t('sales.country')}
              searchable
              allowDeselect={false}
              data={countryChoices(i18n.language)}
              error={problemOf(refusal, 'country')}
              value={country ?? company?.country ?? null}
              onChange={setCountry}
            />
            <SaleFields
              form={form}
              change={part => setForm(before => ({ ...before, ...part }))}
              refusal={refusal}
            />
            <Checkbox
              label={t('sales.business')}
              checked={isBusiness}
              onChange={e => setBusiness(e.currentTarget.checked)}
            />
            <Checkbox
              label={t('sales.used_goods')}
              checked={isUsed}
              onChange={e => setUsed(e.currentTarget.checked)}
            />
            {hers.inputs(refusal)}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
