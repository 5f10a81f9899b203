import { Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { ReasonDialog } from '~/ui/ReasonDialog';
import { casesOfUnitQuery, endCauses, type Given } from './queries';

interface Props {
  one: Given;
  close: () => void;
}

/// It ends for a cause, with a reason in words that the owner reads.
export default function EndCoverage({ one, name, close }: Props & { name: string }) {
  const { t } = useTranslation();
  const [cause, setCause] = useState<(typeof endCauses)[number]>('withdrawn');
  const [reason, setReason] = useState('');
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(one.unit_id)).data);
  const body = { cause, reason, her_word: hers.word };
  const params = { path: { coverage: one.id } };
  return (
    <Dialog title={`${t('given.end')}: ${name}`} close={close}>
      <QuickForm
        freshens={['coverage']}
        close={close}
        explain={t('given.end_explain')}
        go={t('given.end')}
        fields={['cause', 'reason', ...hers.fields]}
        isReady={reason.trim() !== '' && hers.isReady}
        send={() => said(api.POST('/coverages/{coverage}/end', { params, body }))}
      >
        {refusal => (
          <>
            <Radio.Group
              label={t('given.cause')}
              error={problemOf(refusal, 'cause')}
              value={cause}
              onChange={value => setCause(value as typeof cause)}
            >
              <Stack gap={6} mt={4}>
                {endCauses.map(value => (
                  <Radio
                    key={value}
                    value={value}
                    label={t(`given.cause_${value}`)}
                    description={t(`given.cause_${value}_hint`)}
                  />
                ))}
              </Stack>
            </Radio.Group>
            <TextInput
              label={t('given.reason')}
              required
              data-autofocus
              maxLength={500}
              dir={reason ? 'auto' : undefined}
              error={problemOf(refusal, 'reason')}
              value={reason}
              onChange={e => setReason(e.currentTarget.value)}
            />
            {hers.inputs(refusal)}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}

/// The ending was a mistake.
export function ReviveCoverage({ one, close }: Props) {
  const { t } = useTranslation();
  const params = { path: { coverage: one.id } };
  return (
    <ReasonDialog
      title={t('given.revive')}
      explain={t('given.revive_explain')}
      label={t('given.reason')}
      freshens={['coverage']}
      close={close}
      send={reason => said(api.POST('/coverages/{coverage}/revive', { params, body: { reason } }))}
    />
  );
}
