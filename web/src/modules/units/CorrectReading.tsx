import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { problemOf } from '~/ui/Failure';
import type { Reading } from './queries';
import { WithReason } from './WithReason';

interface Props {
  unit: string;
  reading: Reading;
  close: () => void;
  after: () => void;
}

/// The meter never showed that: what it showed stands in its place, if it was read at all.
export default function CorrectReading({ unit, reading, close, after }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [right, setRight] = useState<string | number>('');
  const params = { path: { unit, reading: reading.id } };
  const value = right === '' ? null : Number(right);
  return (
    <WithReason
      unit={unit}
      title={`${t('readings.correct')}: ${reading.meter} ${formats.number(reading.value)}`}
      freshens={['unit', unit]}
      close={close}
      after={after}
      explain={t('readings.correct_explain')}
      go={t('readings.correct')}
      fields={['value']}
      label={t('readings.correct_reason')}
      send={why =>
        said(api.POST('/units/{unit}/readings/{reading}/void', { params, body: { value, ...why } }))
      }
    >
      {refusal => (
        <NumberInput
          label={t('readings.right_value')}
          description={t('readings.right_value_hint')}
          data-autofocus
          min={0}
          allowDecimal={false}
          error={problemOf(refusal, 'value')}
          value={right}
          onChange={setRight}
        />
      )}
    </WithReason>
  );
}
