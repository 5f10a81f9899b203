import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { Invoice } from './queries';
import { useStoppedByRefund } from './useStoppedByRefund';

/// An invoice is taken back as a whole; what she paid goes back to her, perhaps because the law says so.
export default function CreditDialog({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [byLaw, setByLaw] = useState(false);
  const stopped = useStoppedByRefund(invoice.case_id, Number(invoice.paid) > 0);
  return (
    <Dialog title={t('invoice.credit')} close={close}>
      <QuickForm
        freshens={['case', invoice.case_id]}
        close={close}
        explain={t('invoice.credit_explain')}
        go={t('invoice.credit')}
        fields={['reason', 'by_law']}
        isReady={reason.trim() !== ''}
        send={() =>
          said(
            api.POST('/invoices/{invoice}/credit', {
              params: { path: { invoice: invoice.id } },
              body: { reason, by_law: byLaw },
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
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
