import { Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { type DeedProps, useFreshen } from './deeds';
import { FindUnit } from './FindUnit';
import { casesOfUnitQuery, type UnitSummary, unitQuery } from './queries';

interface Choice {
  pair: [this: UnitSummary, other: UnitSummary];
  kept: string;
  keep: (id: string) => void;
}

/// Which of the two stays; until somebody says otherwise, the one that is looked at.
function Stays({ pair, kept, keep }: Choice) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('unit_merge.stays')}
      description={t('unit_merge.stays_hint')}
      value={kept}
      onChange={keep}
    >
      <Stack gap={6} mt={6}>
        {pair.map((one, i) => (
          <Radio
            key={one.id}
            value={one.id}
            label={
              <>
                {t(i === 0 ? 'unit_merge.this' : 'unit_merge.other')} <bdi>{one.title}</bdi>{' '}
                <bdi dir="ltr">{one.serial}</bdi>
              </>
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
/// Two rows that are one device.
export function MergeUnit({ unit, close, twin }: DeedProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const freshen = useFreshen();
  const { id } = unit.summary;
  const [chosen, setChosen] = useState(twin?.id ?? '');
  const [kept, keep] = useState(id);
  const [reason, setReason] = useState('');
  const other = useQuery({ ...unitQuery(chosen), enabled: chosen !== '' }).data?.summary;
  const cases = useQuery(casesOfUnitQuery(id)).data ?? [];
  const others = useQuery({ ...casesOfUnitQuery(chosen), enabled: chosen !== '' }).data ?? [];
  const hers = useWordOnCase([...cases, ...others]);
  const isThis = kept === id;
  const version = (isThis ? unit.summary : other)?.version ?? 0;
  const lost = isThis ? chosen : id;
  const params = { path: { unit: kept } };
  const body = { version, lost, reason: reason.trim() || null, her_word: hers.word };
  return (
    <QuickForm
      freshens={['unit']}
      close={close}
      explain={t('unit_merge.explain')}
      go={t('unit_merge.go')}
      fields={['lost', 'reason', ...hers.fields]}
      isReady={other !== undefined && hers.isReady}
      send={() => said(api.POST('/units/{unit}/merge', { params, body }))}
      after={() => {
        freshen();
        if (!isThis) void navigate({ to: `/unit/${kept}` });
      }}
    >
      {refusal => (
        <>
          <FindUnit
            label={t('unit_merge.which')}
            but={id}
            likely={twin ? [twin] : unit.looks_like}
            chosen={chosen || null}
            choose={one => {
              setChosen(one.id);
              keep(id);
            }}
            problem={problemOf(refusal, 'lost')}
            isFirst
          />
          {other && <Stays pair={[unit.summary, other]} kept={kept} keep={keep} />}
          <TextInput
            label={t('unit_merge.reason')}
            description={t('unit_merge.reason_hint')}
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
  );
}
