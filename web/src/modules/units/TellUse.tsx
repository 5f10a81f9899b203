import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { minorOf } from '~/i18n/money';
import { problemOf } from '~/ui/Failure';
import { ReasonDialog } from '~/ui/ReasonDialog';
import { type CoverageUse, decisionsQuery, type Given } from './queries';
import { WithReason } from './WithReason';

/// What of its limits no invoice of ours told of, with the reason; no more than is left.
export default function TellUse({ coverage, close }: { coverage: Given; close: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const decisions = useQuery(decisionsQuery(coverage.unit_id)).data ?? [];
  const hasSum = coverage.lines.some(line => line.max_amount_minor);
  const hasVisits = !hasSum || coverage.lines.some(line => line.max_visits);
  const [visits, setVisits] = useState<string | number>(hasVisits ? 1 : '');
  const [amount, setAmount] = useState('');
  const [decision, setDecision] = useState('');
  const [usedOn, setUsedOn] = useState('');
  const params = { path: { coverage: coverage.id } };
  const sum = minorOf(amount, coverage.currency);
  const used = {
    visits: Number(visits) || null,
    amount_minor: sum ?? null,
    decision_id: decision || null,
    used_on: usedOn || null,
  };
  return (
    <WithReason
      unit={coverage.unit_id}
      freshens={['coverage']}
      close={close}
      explain={t('given.tell_use_explain')}
      go={t('given.tell_use')}
      fields={['visits', 'amount_minor', 'decision_id', 'used_on']}
      label={t('given.why_used')}
      isReady={Number(visits) > 0 || sum !== undefined}
      send={why =>
        said(api.POST('/coverages/{coverage}/uses', { params, body: { ...used, ...why } }))
      }
    >
      {refusal => (
        <>
          {hasVisits && (
            <NumberInput
              label={t('given.how_many')}
              min={0}
              allowDecimal={false}
              error={problemOf(refusal, 'visits')}
              value={visits}
              onChange={setVisits}
            />
          )}
          {hasSum && (
            <TextInput
              label={t('given.how_much', { currency: coverage.currency })}
              inputMode="decimal"
              dir="ltr"
              error={problemOf(refusal, 'amount_minor')}
              value={amount}
              onChange={e => setAmount(e.currentTarget.value)}
            />
          )}
          <TextInput
            type="date"
            label={t('given.used_on')}
            description={t('given.used_on_hint')}
            error={problemOf(refusal, 'used_on')}
            value={usedOn}
            onChange={e => setUsedOn(e.currentTarget.value)}
          />
          {decisions.length > 0 && (
            <NativeSelect
              label={t('given.by_decision')}
              data={[
                { value: '', label: t('given.no_decision') },
                ...decisions.map(one => ({
                  value: one.id,
                  label: `${formats.date(one.on)} · ${one.actor}`,
                })),
              ]}
              error={problemOf(refusal, 'decision_id')}
              value={decision}
              onChange={e => setDecision(e.currentTarget.value)}
            />
          )}
        </>
      )}
    </WithReason>
  );
}

/// It was told by mistake.
export function TakeUseBack({ use, close }: { use: CoverageUse; close: () => void }) {
  const { t } = useTranslation();
  const params = { path: { coverage: use.coverage_id, coverage_use: use.id } };
  return (
    <ReasonDialog
      title={t('given.take_back')}
      explain={t('given.take_back_explain')}
      label={t('given.why_back')}
      freshens={['coverage']}
      close={close}
      send={reason =>
        said(
          api.POST('/coverages/{coverage}/uses/{coverage_use}/take-back', {
            params,
            body: { reason },
          }),
        )
      }
    />
  );
}
