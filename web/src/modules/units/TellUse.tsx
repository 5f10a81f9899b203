import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { ReasonDialog } from '~/ui/ReasonDialog';
import type { CoverageUse, Given } from './queries';

/// Visits that no invoice of ours told of, with the reason; no more than is left.
export default function TellUse({ coverage, close }: { coverage: Given; close: () => void }) {
  const { t } = useTranslation();
  const [visits, setVisits] = useState<string | number>(1);
  const [usedOn, setUsedOn] = useState('');
  const [reason, setReason] = useState('');
  const params = { path: { coverage: coverage.id } };
  const body = { visits: Number(visits), used_on: usedOn || null, reason };
  return (
    <Dialog title={t('given.tell_use')} close={close}>
      <QuickForm
        freshens={['coverage']}
        close={close}
        explain={t('given.tell_use_explain')}
        go={t('given.tell_use')}
        fields={['visits', 'used_on', 'reason']}
        isReady={reason.trim() !== '' && Number(visits) > 0}
        send={() => said(api.POST('/coverages/{coverage}/uses', { params, body }))}
      >
        {refusal => (
          <>
            <NumberInput
              label={t('given.how_many')}
              min={1}
              allowDecimal={false}
              required
              error={problemOf(refusal, 'visits')}
              value={visits}
              onChange={setVisits}
            />
            <TextInput
              type="date"
              label={t('given.used_on')}
              description={t('given.used_on_hint')}
              error={problemOf(refusal, 'used_on')}
              value={usedOn}
              onChange={e => setUsedOn(e.currentTarget.value)}
            />
            <TextInput
              label={t('given.why_used')}
              required
              maxLength={500}
              dir={reason ? 'auto' : undefined}
              error={problemOf(refusal, 'reason')}
              value={reason}
              onChange={e => setReason(e.currentTarget.value)}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
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
