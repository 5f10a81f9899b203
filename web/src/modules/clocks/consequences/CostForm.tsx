import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { Consequence } from '../queries';

interface Props {
  one: Consequence;
  id: string; // of the case
  close: () => void;
}

/// What was chosen costs so much: a share of the price is known to who agreed on it.
export default function CostForm({ one, id, close }: Props) {
  const { t } = useTranslation();
  const currency = useQuery(companyQuery).data?.currency ?? '';
  const [amount, setAmount] = useState('');
  const params = { path: { legal_consequence: one.id } };
  return (
    <Dialog title={t('law_deed.cost')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('law_cost.explain')}
        go={t('law_cost.go')}
        fields={['amount']}
        isReady={amount.trim() !== ''}
        send={() =>
          said(
            api.POST('/legal-consequences/{legal_consequence}/cost', {
              params,
              body: { amount: amount.trim() },
            }),
          )
        }
      >
        {refusal => (
          <TextInput
            label={t('law_cost.amount', { currency })}
            inputMode="decimal"
            dir="ltr"
            required
            data-autofocus
            error={problemOf(refusal, 'amount')}
            value={amount}
            onChange={e => setAmount(e.currentTarget.value)}
          />
        )}
      </QuickForm>
    </Dialog>
  );
}
