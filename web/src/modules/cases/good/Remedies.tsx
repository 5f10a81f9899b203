import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { CaseView } from '../case/queries';

type Kind = Schemas['RemedyBody']['kind'];
const kinds: Kind[] = ['coupon', 'money', 'free_service', 'replacement', 'loaner', 'shipping'];

interface Props {
  view: CaseView;
  close: () => void;
}

export function DeclineRemedy({ view, remedy, close }: Props & { remedy: Schemas['Remedy'] }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const params = { path: { remedy: remedy.id } };
  const body = { version: remedy.version, reason };
  return (
    <Dialog title={t('remedy.decline')} close={close}>
      <QuickForm
        freshens={['case', view.summary.id]}
        close={close}
        explain={t('remedy.decline_explain')}
        go={t('remedy.decline')}
        fields={['reason']}
        isReady={reason.trim() !== ''}
        send={() => said(api.POST('/remedies/{remedy}/decline', { params, body }))}
      >
        {refusal => (
          <TextInput
            label={t('close.reason')}
            required
            data-autofocus
            dir={reason ? 'auto' : undefined}
            error={problemOf(refusal, 'reason')}
            value={reason}
            onChange={e => setReason(e.currentTarget.value)}
          />
        )}
      </QuickForm>
    </Dialog>
  );
}

export function ProposeRemedy({ view, recovery, close }: Props & { recovery: string }) {
  const { t } = useTranslation();
  const company = useQuery(companyQuery);
  const [kind, setKind] = useState<Kind>('coupon');
  const [amount, setAmount] = useState('');
  const [what, setWhat] = useState('');
  const currency = company.data?.currency ?? '';
  const params = { path: { recovery } };
  const body = { kind, amount: amount || '0', currency, what: what || null };
  return (
    <Dialog title={t('remedy.propose')} close={close}>
      <QuickForm
        freshens={['case', view.summary.id]}
        close={close}
        explain={t('remedy.propose_explain')}
        go={t('remedy.propose')}
        fields={['amount', 'what', 'kind']}
        send={() => said(api.POST('/recoveries/{recovery}/remedies', { params, body }))}
      >
        {refusal => (
          <>
            <Select
              label={t('word.kind')}
              allowDeselect={false}
              data={kinds.map(value => ({ value, label: t(`remedy_kind.${value}`) }))}
              value={kind}
              error={problemOf(refusal, 'kind')}
              onChange={value => setKind((value as Kind) ?? kind)}
            />
            <TextInput
              label={t('remedy.amount', { currency })}
              data-autofocus
              inputMode="decimal"
              dir="ltr"
              error={problemOf(refusal, 'amount')}
              value={amount}
              onChange={e => setAmount(e.currentTarget.value)}
            />
            <TextInput
              label={t('word.what')}
              dir={what ? 'auto' : undefined}
              error={problemOf(refusal, 'what')}
              value={what}
              onChange={e => setWhat(e.currentTarget.value)}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
