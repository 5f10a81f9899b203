import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { problemOf } from '~/ui/Failure';
import { ReasonDialog } from '~/ui/ReasonDialog';
import { endCauses, type Given } from './queries';
import { WithReason } from './WithReason';

interface Props {
  one: Given;
  close: () => void;
}

/// It ends for a cause, with a reason in words that the owner reads.
export default function EndCoverage({ one, name, close }: Props & { name: string }) {
  const { t } = useTranslation();
  const [cause, setCause] = useState<(typeof endCauses)[number]>('withdrawn');
  const params = { path: { coverage: one.id } };
  return (
    <WithReason
      unit={one.unit_id}
      title={`${t('given.end')}: ${name}`}
      freshens={['coverage']}
      close={close}
      explain={t('given.end_explain')}
      go={t('given.end')}
      fields={['cause']}
      label={t('given.reason')}
      isFirst
      send={why => said(api.POST('/coverages/{coverage}/end', { params, body: { cause, ...why } }))}
    >
      {refusal => (
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
      )}
    </WithReason>
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
