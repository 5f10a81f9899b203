import { Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { Invoice } from './queries';
import { useStoppedByRefund } from './useStoppedByRefund';

const methods = ['cash', 'card', 'transfer'] as const;

export interface MoneyProps {
  invoice: Invoice;
  way: 'in' | 'back';
  close: () => void;
}

/// Money came in, or went back to her: all that is owed, unless somebody says less.
export default function MoneyDialog({ invoice, way, close }: MoneyProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState(way === 'in' ? invoice.owed : invoice.owed_back);
  const [method, setMethod] = useState<(typeof methods)[number]>(
    way === 'in' ? 'cash' : 'transfer',
  );
  const [reference, setReference] = useState('');
  const [day, setDay] = useState('');
  const [byLaw, setByLaw] = useState(false);
  const [key] = useState(newKey);
  const stopped = useStoppedByRefund(invoice.case_id, way === 'back');
  const params = { path: { invoice: invoice.id }, header: { 'Idempotency-Key': key } };
  const moved = { amount, method, reference: reference || null };
  const words = way === 'in' ? 'invoice.pay' : 'invoice.give_back';
  return (
    <Dialog title={t(words)} close={close}>
      <QuickForm
        freshens={['case', invoice.case_id]}
        close={close}
        explain={t(`${words}_explain`)}
        go={t(words)}
        fields={['amount', 'refunded_on', 'reference', 'by_law']}
        send={() =>
          way === 'in'
            ? said(api.POST('/invoices/{invoice}/payments', { params, body: moved }))
            : said(
                api.POST('/invoices/{invoice}/refunds', {
                  params,
                  body: { ...moved, refunded_on: day || null, by_law: byLaw },
                }),
              )
        }
      >
        {refusal => (
          <>
            <TextInput
              label={t('invoice.amount', { currency: invoice.currency })}
              required
              data-autofocus
              dir="ltr"
              inputMode="decimal"
              error={problemOf(refusal, 'amount')}
              value={amount}
              onChange={e => setAmount(e.currentTarget.value)}
            />
            <Select
              label={t('invoice.method')}
              allowDeselect={false}
              data={methods.map(value => ({ value, label: t(`invoice.method_${value}`) }))}
              value={method}
              onChange={value => setMethod((value as (typeof methods)[number] | null) ?? 'cash')}
            />
            {way === 'back' && (
              <TextInput
                type="date"
                label={t('invoice.refunded_on')}
                description={t('invoice.refunded_on_hint')}
                error={problemOf(refusal, 'refunded_on')}
                value={day}
                onChange={e => setDay(e.currentTarget.value)}
              />
            )}
            <TextInput
              label={t('invoice.reference')}
              description={t('invoice.reference_hint')}
              maxLength={100}
              error={problemOf(refusal, 'reference')}
              value={reference}
              onChange={e => setReference(e.currentTarget.value)}
            />
            {stopped.length > 0 && !invoice.credited_by_law && (
              <Checkbox
                label={t('invoice.by_law')}
                description={t('invoice.by_law_hint', { rules: stopped.join(', ') })}
                error={problemOf(refusal, 'by_law')}
                checked={byLaw}
                onChange={e => setByLaw(e.currentTarget.checked)}
              />
            )}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
