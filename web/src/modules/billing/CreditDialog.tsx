import { Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { useMoney } from '~/i18n/money';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { Invoice } from './queries';
import { useStoppedByRefund } from './useStoppedByRefund';

/// An invoice is taken back as a whole; what she paid goes back to her, perhaps because the law says so.
export default function CreditDialog({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const money = useMoney();
  const [byLaw, setByLaw] = useState(false);
  const [kept, setKept] = useState('');
  const may = useQuery({
    queryKey: ['case', invoice.case_id, 'keepable', invoice.id],
    queryFn: () =>
      said(api.GET('/invoices/{invoice}/keepable', { params: { path: { invoice: invoice.id } } })),
    enabled: Number(invoice.paid) > 0,
  }).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const formats = useFormats();
  const cancellations = may?.cancellations ?? [];
  const only = cancellations.length === 1 ? cancellations[0] : undefined;
  const of = only ?? cancellations.find(one => one.cancellation_id === chosen);
  const stopped = useStoppedByRefund(invoice.case_id, Number(invoice.paid) > 0);
  return (
    <Dialog title={t('invoice.credit')} close={close}>
      <QuickForm
        freshens={['case', invoice.case_id]}
        close={close}
        explain={t('invoice.credit_explain')}
        go={t('invoice.credit')}
        fields={['reason', 'by_law', 'kept', 'cancellation_id']}
        isReady={reason.trim() !== ''}
        send={() =>
          said(
            api.POST('/invoices/{invoice}/credit', {
              params: { path: { invoice: invoice.id } },
              body: {
                reason,
                by_law: byLaw,
                kept: (of && kept.trim()) || null,
                cancellation_id: of?.cancellation_id ?? null,
              },
            }),
          )
        }
      >
        {refusal => (
          <>
            <TextInput
              label={t('invoice.reason')}
              required
              data-autofocus
              dir={reason ? 'auto' : undefined}
              error={problemOf(refusal, 'reason')}
              value={reason}
              onChange={e => setReason(e.currentTarget.value)}
            />
            {stopped.length > 0 && (
              <Checkbox
                label={t('invoice.credit_by_law')}
                description={t('invoice.credit_by_law_hint', { rules: stopped.join(', ') })}
                error={problemOf(refusal, 'by_law')}
                checked={byLaw}
                onChange={e => setByLaw(e.currentTarget.checked)}
              />
            )}
            {cancellations.length > 1 && (
              <Select
                label={t('invoice.kept_for')}
                clearable
                data={cancellations.map(one => ({
                  value: one.cancellation_id,
                  label: [formats.instant(one.at), one.note].filter(Boolean).join(' · '),
                }))}
                error={problemOf(refusal, 'cancellation_id')}
                value={chosen}
                onChange={setChosen}
              />
            )}
            {may && of && (
              <TextInput
                label={t('invoice.kept_label')}
                description={t('invoice.kept_hint', {
                  most: money(of.most, may.currency),
                  source: of.source,
                })}
                error={problemOf(refusal, 'kept')}
                inputMode="decimal"
                dir="ltr"
                value={kept}
                onChange={e => setKept(e.currentTarget.value)}
              />
            )}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
