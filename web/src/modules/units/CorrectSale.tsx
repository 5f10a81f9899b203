import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useMay } from '~/app/session';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { Buyer } from './Buyer';
import { useFreshen } from './deeds';
import { casesOfUnitQuery, type Sale } from './queries';
import { SaleFields, type SaleForm, saleFields } from './SaleFields';
import { decimal, SaleTerms, type SaleTermsForm, termFields } from './SaleTerms';

interface Props {
  unit: string;
  sale: Sale; // as it stands now
  close: () => void;
}

type Form = SaleForm & SaleTermsForm & { buyer: { id: string; name: string } | null };

const formOf = (sale: Sale): Form => ({
  ...{ sold_on: sale.sold_on, price: sale.price ?? '' },
  ...{ currency: sale.currency, country: sale.country },
  ...{ isBusiness: !sale.consumer, isUsed: sale.used_goods },
  buyer: sale.customer.id ? { id: sale.customer.id, name: sale.customer.display_name } : null,
  ...{ seller: sale.seller, number: sale.number, proof: sale.proof },
  delivered_on: sale.delivered_on ?? '',
  commissioned_on: sale.commissioned_on ?? '',
  commissioned_by: sale.commissioned_by ?? '',
});

/// What was touched, as the server reads it; what is emptied is said to be so.
function changeOf(form: Form, is: (name: keyof Form) => boolean) {
  const change: Partial<Schemas['SaleChange']> = {};
  for (const name of ['sold_on', 'currency', 'country', 'seller', 'number'] as const)
    if (is(name)) change[name] = form[name];
  if (is('proof')) change.proof = form.proof;
  if (is('price')) change.price = decimal(form.price);
  if (is('isBusiness')) change.consumer = !form.isBusiness;
  if (is('isUsed')) change.used_goods = form.isUsed;
  if (is('buyer'))
    Object.assign(change, form.buyer ? { customer_id: form.buyer.id } : { no_customer: true });
  if (is('delivered_on'))
    Object.assign(
      change,
      form.delivered_on ? { delivered_on: form.delivered_on } : { no_delivered_on: true },
    );
  if (is('commissioned_on') || is('commissioned_by'))
    Object.assign(change, {
      no_commissioning: true,
      commissioned_on: form.commissioned_on || null,
      commissioned_by: form.commissioned_by || null,
    });
  return change;
}

/// What was learned of it since, or written wrongly. Sent is what was touched: what somebody else
/// changed meanwhile stays.
export default function CorrectSale({ unit, sale, close }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const freshen = useFreshen();
  const [seen] = useState(sale);
  const [touched, setTouched] = useState<Partial<Form>>({});
  const now = formOf(sale);
  const form = { ...now, ...touched };
  const change = (part: Partial<Form>) => setTouched(before => ({ ...before, ...part }));
  const changed = changeOf(form, name =>
    name === 'buyer' ? form.buyer?.id !== now.buyer?.id : form[name] !== now[name],
  );
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(unit)).data);
  const params = { path: { sale: sale.id } };
  const body = { version: sale.version, ...changed, her_word: hers.word };
  return (
    <Dialog title={t('sales.correct')} close={close}>
      <QuickForm
        freshens={['unit']}
        close={close}
        after={freshen}
        explain={t('sales.correct_explain')}
        go={t('sales.correct')}
        fields={[...termFields, ...saleFields, 'customer_id', ...hers.fields]}
        isReady={Object.keys(changed).length > 0 && form.sold_on !== '' && hers.isReady}
        send={() => said(api.PATCH('/sales/{sale}', { params, body }))}
      >
        {refusal => (
          <>
            {sale.version !== seen.version && <Text size="sm">{t('sales.changed')}</Text>}
            <SaleTerms form={form} change={change} refusal={refusal} />
            {may('customers_read') && (
              <Buyer
                buyer={form.buyer}
                change={buyer => change({ buyer })}
                problem={problemOf(refusal, 'customer_id')}
              />
            )}
            <SaleFields form={form} change={change} refusal={refusal} hasFile={sale.has_file} />
            {hers.inputs(refusal)}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
