import { Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, type Refusal, type Schemas, said } from '~/api/client';
import { company as companyQuery, remedyOffers } from '~/api/queries';
import { useMoney } from '~/i18n/money';
import { Dialog } from '~/ui/Dialog';
import { remedyKinds } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { ReasonDialog } from '~/ui/ReasonDialog';

type Remedy = Schemas['RemedyView'];
type Kind = Remedy['kind'];

interface Props {
  caseId: string;
  close: () => void;
}

interface OneRemedy {
  remedy: Remedy;
  close: () => void;
  freshens: string[];
}

export function DeclineRemedy({ remedy, close, freshens }: OneRemedy) {
  const { t } = useTranslation();
  const params = { path: { remedy: remedy.id } };
  return (
    <ReasonDialog
      title={t('remedy.decline')}
      explain={t('remedy.decline_explain')}
      label={t('remedy.reason')}
      freshens={freshens}
      close={close}
      send={reason =>
        said(
          api.POST('/remedies/{remedy}/decline', {
            params,
            body: { version: remedy.version, reason },
          }),
        )
      }
    />
  );
}

/// It was done: what was owed to the customer is kept by that.
export function HandOverRemedy({ remedy, close, freshens }: OneRemedy) {
  const { t } = useTranslation();
  const params = { path: { remedy: remedy.id } };
  return (
    <ReasonDialog
      title={t('remedy.hand_over')}
      explain={t('remedy.hand_over_explain')}
      label={t('remedy.proof')}
      freshens={freshens}
      close={close}
      send={note => said(api.POST('/remedies/{remedy}/given', { params, body: { note } }))}
    />
  );
}

/// What is to be given: of the catalogue, or in one's own words.
function useWanted() {
  const { t } = useTranslation();
  const money = useMoney();
  const currency = useQuery(companyQuery).data?.currency ?? '';
  const offers = (useQuery(remedyOffers).data ?? []).filter(one => one.active);
  const [chosen, setChosen] = useState<string>();
  const [kind, setKind] = useState<Kind>('coupon');
  const [amount, setAmount] = useState('');
  const [what, setWhat] = useState('');
  const offer = offers.find(one => one.id === chosen) ?? (chosen === 'own' ? undefined : offers[0]);
  const isOwn = !offer;
  const words = what.trim() || null;
  const body = offer
    ? { offer_id: offer.id, what: words }
    : { kind, amount: amount || '0', currency, what: words };
  const fields = (refusal: Refusal | undefined): ReactNode => (
    <>
      {offers.length > 0 && (
        <Select
          label={t('remedy.which')}
          allowDeselect={false}
          data-autofocus
          searchable={offers.length > 8}
          data={[
            ...offers.map(one => ({
              value: one.id,
              label: `${one.name} · ${money(one.amount, one.currency)}`,
            })),
            { value: 'own', label: t('remedy.something_else') },
          ]}
          value={offer?.id ?? 'own'}
          error={problemOf(refusal, 'offer_id')}
          onChange={value => setChosen(value ?? undefined)}
        />
      )}
      {isOwn && (
        <>
          <Select
            label={t('word.kind')}
            allowDeselect={false}
            data={remedyKinds.map(value => ({ value, label: t(`remedy_kind.${value}`) }))}
            value={kind}
            error={problemOf(refusal, 'kind')}
            onChange={value => setKind((value as Kind | null) ?? kind)}
          />
          {kind !== 'apology' && (
            <TextInput
              label={t('remedy.amount', { currency })}
              inputMode="decimal"
              dir="ltr"
              error={problemOf(refusal, 'amount')}
              value={amount}
              onChange={e => setAmount(e.currentTarget.value)}
            />
          )}
        </>
      )}
      <TextInput
        label={t('remedy.what')}
        dir={what ? 'auto' : undefined}
        error={problemOf(refusal, 'what')}
        value={what}
        onChange={e => setWhat(e.currentTarget.value)}
      />
    </>
  );
  return { body, fields, names: ['offer_id', 'kind', 'amount', 'what'] };
}

export function ProposeRemedy({ caseId, recovery, close }: Props & { recovery: string }) {
  const { t } = useTranslation();
  const wanted = useWanted();
  const params = { path: { recovery } };
  return (
    <Dialog title={t('remedy.propose')} close={close}>
      <QuickForm
        freshens={['case', caseId]}
        close={close}
        explain={t('remedy.propose_explain')}
        go={t('remedy.propose')}
        fields={wanted.names}
        send={() =>
          said(api.POST('/recoveries/{recovery}/remedies', { params, body: wanted.body }))
        }
      >
        {wanted.fields}
      </QuickForm>
    </Dialog>
  );
}

/// Nothing was broken; she is believed.
export function GiveGoodwill({ caseId, close }: Props) {
  const { t } = useTranslation();
  const wanted = useWanted();
  const [reason, setReason] = useState('');
  const [isAwaited, setAwaited] = useState(false);
  const [key] = useState(newKey);
  const params = { path: { case: caseId }, header: { 'Idempotency-Key': key } };
  const body = { ...wanted.body, reason, evidence_awaited: isAwaited };
  return (
    <Dialog title={t('goodwill.give')} close={close}>
      <QuickForm
        freshens={['case', caseId]}
        close={close}
        explain={t('goodwill.explain')}
        go={t('goodwill.give')}
        fields={[...wanted.names, 'reason']}
        isReady={reason.trim() !== ''}
        send={() => said(api.POST('/cases/{case}/goodwill', { params, body }))}
      >
        {refusal => (
          <>
            {wanted.fields(refusal)}
            <TextInput
              label={t('goodwill.reason')}
              description={t('goodwill.reason_hint')}
              required
              dir={reason ? 'auto' : undefined}
              error={problemOf(refusal, 'reason')}
              value={reason}
              onChange={e => setReason(e.currentTarget.value)}
            />
            <Checkbox
              label={t('goodwill.evidence')}
              checked={isAwaited}
              onChange={e => setAwaited(e.currentTarget.checked)}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
