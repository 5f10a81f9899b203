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
import { useHerWord } from '../her_word/useHerWord';

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

interface ReasonProps {
  reason: string;
  change: (reason: string) => void;
  refusal: Refusal | undefined;
}

function Reason({ reason, change, refusal }: ReasonProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('remedy.reason')}
      required
      maxLength={500}
      dir={reason ? 'auto' : undefined}
      error={problemOf(refusal, 'reason')}
      value={reason}
      onChange={e => change(e.currentTarget.value)}
    />
  );
}

/// Why it ends, and in which message the customer says so.
function useLettingGo(remedy: Remedy) {
  const [reason, setReason] = useState('');
  const [key] = useState(newKey);
  const since = remedy.decided_at ?? undefined;
  const hers = useHerWord({ id: remedy.case_id, field: 'her_word', since });
  return {
    params: { path: { remedy: remedy.id }, header: { 'Idempotency-Key': key } },
    body: hers.word && { version: remedy.version, reason: reason.trim(), her_word: hers.word },
    fields: ['reason', ...hers.fields],
    isReady: hers.isReady && reason.trim() !== '',
    inputs: (refusal: Refusal | undefined) => (
      <>
        {hers.inputs(refusal)}
        <Reason reason={reason} change={setReason} refusal={refusal} />
      </>
    ),
  };
}

/// The customer does not want it: nothing of it is owed any more.
export function LetGoRemedy({ remedy, close, freshens }: OneRemedy) {
  const { t } = useTranslation();
  const ending = useLettingGo(remedy);
  const { params, body } = ending;
  return (
    <Dialog title={t('remedy.let_go')} close={close}>
      <QuickForm
        freshens={freshens}
        close={close}
        explain={t('remedy.let_go_explain', { what: remedy.words })}
        go={t('remedy.let_go_record')}
        fields={ending.fields}
        isReady={ending.isReady}
        send={async () => body && said(api.POST('/remedies/{remedy}/letting-go', { params, body }))}
      >
        {ending.inputs}
      </QuickForm>
    </Dialog>
  );
}

/// The customer wants another one in its place.
export function GiveInstead({ remedy, close, freshens }: OneRemedy) {
  const { t } = useTranslation();
  const ending = useLettingGo(remedy);
  const wanted = useWanted('instead');
  const { params, body } = ending;
  return (
    <Dialog title={t('remedy.instead')} close={close}>
      <QuickForm
        freshens={freshens}
        close={close}
        explain={t('remedy.instead_explain', { what: remedy.words })}
        go={t('remedy.instead_give')}
        fields={[...wanted.names, ...ending.fields]}
        isReady={ending.isReady}
        send={async () =>
          body &&
          said(
            api.POST('/remedies/{remedy}/instead', {
              params,
              body: { ...body, instead: wanted.body },
            }),
          )
        }
      >
        {refusal => (
          <>
            {wanted.fields(refusal)}
            {ending.inputs(refusal)}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}

/// What is to be given: of the catalogue, or in one's own words.
function useWanted(field?: string) {
  const of = (name: string) => (field ? `${field}.${name}` : name);
  const { t } = useTranslation();
  const money = useMoney();
  const currency = useQuery(companyQuery).data?.currency ?? '';
  // An apology takes the place of nothing.
  const kinds = field ? remedyKinds.filter(one => one !== 'apology') : remedyKinds;
  const offers = (useQuery(remedyOffers).data ?? []).filter(
    one => one.active && kinds.some(kind => kind === one.kind),
  );
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
          error={problemOf(refusal, of('offer_id'))}
          onChange={value => setChosen(value ?? undefined)}
        />
      )}
      {isOwn && (
        <>
          <Select
            label={t('word.kind')}
            allowDeselect={false}
            data={kinds.map(value => ({ value, label: t(`remedy_kind.${value}`) }))}
            value={kind}
            error={problemOf(refusal, of('kind'))}
            onChange={value => setKind((value as Kind | null) ?? kind)}
          />
          {kind !== 'apology' && (
            <TextInput
              label={t('remedy.amount', { currency })}
              inputMode="decimal"
              dir="ltr"
              error={problemOf(refusal, of('amount')) ?? problemOf(refusal, 'amount')}
              value={amount}
              onChange={e => setAmount(e.currentTarget.value)}
            />
          )}
        </>
      )}
      <TextInput
        label={t('remedy.what')}
        dir={what ? 'auto' : undefined}
        error={problemOf(refusal, of('what'))}
        value={what}
        onChange={e => setWhat(e.currentTarget.value)}
      />
    </>
  );
  const names = ['offer_id', 'kind', 'amount', 'what'];
  return { body, fields, names: field ? [...names.map(of), 'amount'] : names };
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
