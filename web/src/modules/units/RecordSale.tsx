import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { Dialog } from '~/ui/Dialog';
import { QuickForm } from '~/ui/QuickForm';
import { casesOfUnitQuery } from './queries';
import { SaleFields, type SaleForm, saleFields } from './SaleFields';
import { decimal, SaleTerms, type SaleTermsForm, termFields } from './SaleTerms';

interface Props {
  unit: string;
  isOwned: boolean;
  close: () => void;
  after: () => void;
}

const nothing: SaleForm & SaleTermsForm = {
  ...{ sold_on: '', price: '', currency: '', country: '', isBusiness: false, isUsed: false },
  ...{ seller: '', number: '', delivered_on: '', commissioned_on: '' },
  ...{ commissioned_by: '', proof: 'nothing_yet' },
};

/// When, where, for how much; what else is known of it by now.
export default function RecordSale({ unit, isOwned, close, after }: Props) {
  const { t } = useTranslation();
  const [form, setForm] = useState(nothing);
  const [key] = useState(newKey);
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(unit)).data);
  const change = (part: Partial<typeof form>) => setForm(before => ({ ...before, ...part }));
  const params = { path: { unit }, header: { 'Idempotency-Key': key } };
  const body = {
    sold_on: form.sold_on,
    price: decimal(form.price) || null,
    currency: form.currency || null,
    country: form.country || null,
    consumer: !form.isBusiness,
    used_goods: form.isUsed,
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
        fields={[...termFields, ...saleFields, ...hers.fields]}
        isReady={form.sold_on !== '' && hers.isReady}
        send={() => said(api.POST('/units/{unit}/sales', { params, body }))}
      >
        {refusal => (
          <>
            <SaleTerms form={form} change={change} refusal={refusal} />
            <SaleFields form={form} change={change} refusal={refusal} />
            {hers.inputs(refusal)}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
