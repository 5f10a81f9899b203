import { Autocomplete, Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, type Schemas, said } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { casesOfUnitQuery, givenQuery, type Unit } from './queries';

type Source = Schemas['Reading']['source'];
const sources: Source[] = ['customer', 'staff', 'technician', 'device'];
const own = ['meter', 'value', 'at', 'source', 'note'];

/// What a meter shows. Offered are those that were read before, and those by which coverage ends.
export default function RecordReading({ unit, close }: { unit: Unit; close: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id } = unit.summary;
  const given = useQuery(givenQuery(id)).data ?? [];
  const limits = given.flatMap(one => one.lines.flatMap(line => line.usage ?? []));
  const known = [...unit.meters, ...limits].map(one => one.meter);
  const [meter, setMeter] = useState<string>();
  const named = meter ?? known[0] ?? '';
  const [value, setValue] = useState<string | number>('');
  const [at, setAt] = useState('');
  const [source, setSource] = useState<Source>('customer');
  const [isReplaced, setReplaced] = useState(false);
  const [note, setNote] = useState('');
  const [key] = useState(newKey);
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(id)).data);
  const params = { path: { unit: id }, header: { 'Idempotency-Key': key } };
  const send = () =>
    said(
      api.POST('/units/{unit}/readings', {
        params,
        body: {
          ...{ meter: named.trim(), value: Number(value), source, replaced: isReplaced },
          at: at ? new Date(at).toISOString() : null,
          note: note.trim(),
          her_word: hers.word,
        },
      }),
    );
  return (
    <Dialog title={t('readings.record')} close={close}>
      <QuickForm
        freshens={['unit', id]}
        close={close}
        after={() => {
          void client.invalidateQueries({ queryKey: ['coverage'] });
          void client.invalidateQueries({ queryKey: ['cases'] });
        }}
        explain={t('readings.explain')}
        go={t('readings.record')}
        fields={[...own, ...hers.fields]}
        isReady={named.trim() !== '' && value !== '' && hers.isReady}
        send={send}
      >
        {refusal => (
          <>
            <Autocomplete
              label={t('readings.meter')}
              description={t('readings.meter_hint')}
              required
              maxLength={40}
              data={[...new Set(known)]}
              error={problemOf(refusal, 'meter')}
              value={named}
              onChange={setMeter}
            />
            <NumberInput
              label={t('readings.value')}
              required
              data-autofocus
              min={0}
              allowDecimal={false}
              hideControls
              error={problemOf(refusal, 'value')}
              value={value}
              onChange={setValue}
            />
            <TextInput
              type="datetime-local"
              label={t('readings.at')}
              description={t('readings.at_hint')}
              error={problemOf(refusal, 'at')}
              value={at}
              onChange={e => setAt(e.currentTarget.value)}
            />
            <NativeSelect
              label={t('readings.source')}
              data={sources.map(one => ({ value: one, label: t(`readings.source_${one}`) }))}
              error={problemOf(refusal, 'source')}
              value={source}
              onChange={e => setSource(e.currentTarget.value as Source)}
            />
            <Checkbox
              label={t('readings.replaced')}
              checked={isReplaced}
              onChange={e => setReplaced(e.currentTarget.checked)}
            />
            <TextInput
              label={t('readings.note')}
              maxLength={500}
              dir={note ? 'auto' : undefined}
              error={problemOf(refusal, 'note')}
              value={note}
              onChange={e => setNote(e.currentTarget.value)}
            />
            {hers.inputs(refusal)}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
