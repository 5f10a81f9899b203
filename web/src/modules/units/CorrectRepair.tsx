import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { problemOf } from '~/ui/Failure';
import type { Repair } from './queries';
import { WithReason } from './WithReason';

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
  const [seen] = useState(one.version);
  const params = { path: { unit: one.unit_id, repair_time: one.id } };
  const days = { version: one.version, from_on: from, until_on: until || null };
  return (
    <WithReason
      unit={one.unit_id}
      freshens={['coverage']}
      close={close}
      explain={t('repairs.explain')}
      go={t('repairs.correct')}
      fields={['from_on', 'until_on']}
      label={t('repairs.reason')}
      isReady={from !== ''}
      send={why =>
        said(api.PUT('/units/{unit}/repairs/{repair_time}', { params, body: { ...days, ...why } }))
      }
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
        </>
      )}
    </WithReason>
  );
}
