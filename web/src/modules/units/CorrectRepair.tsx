import { Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { casesOfUnitQuery, type Repair } from './queries';

interface Props {
  one: Repair; // as it stands now
  now: string; // its days, in words
  close: () => void;
}

/// Both days as they were, with the reason.
export default function CorrectRepair({ one, now, close }: Props) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(one.from_on);
  const [until, setUntil] = useState(one.until_on ?? '');
  const [reason, setReason] = useState('');
  const [seen] = useState(one.version);
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(one.unit_id)).data);
  const params = { path: { unit: one.unit_id, repair_time: one.id } };
  const body = {
    version: one.version,
    from_on: from,
    until_on: until || null,
    reason,
    her_word: hers.word,
  };
  return (
    <Dialog title={t('repairs.correct')} close={close}>
      <QuickForm
        freshens={['coverage']}
        close={close}
        explain={t('repairs.explain')}
        go={t('repairs.correct')}
        fields={['from_on', 'until_on', 'reason', ...hers.fields]}
        isReady={from !== '' && reason.trim() !== '' && hers.isReady}
        send={() => said(api.PUT('/units/{unit}/repairs/{repair_time}', { params, body }))}
      >
        {refusal => (
          <>
            {one.version !== seen && <Text size="sm">{t('repairs.now', { days: now })}</Text>}
            <TextInput
              type="date"
              label={t('repairs.from')}
              required
              error={problemOf(refusal, 'from_on')}
              value={from}
              onChange={e => setFrom(e.currentTarget.value)}
            />
            <TextInput
              type="date"
              label={t('repairs.until')}
              description={t('repairs.until_hint')}
              error={problemOf(refusal, 'until_on')}
              value={until}
              onChange={e => setUntil(e.currentTarget.value)}
            />
            <TextInput
              label={t('repairs.reason')}
              required
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
