import { NumberInput, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { Choice } from './Choice';
import {
  consentChannels,
  consentSources,
  consentWords,
  dayKinds,
  type FormProps,
  preferenceKinds,
  purposes,
} from './forms';

const pathOf = (file: FormProps['file']) => ({ path: { customer: file.customer.id } });

export function Preference({ file, close }: FormProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(preferenceKinds[0] ?? 'like');
  const [text, setText] = useState('');
  const params = pathOf(file);
  const body = { kind, text };
  return (
    <QuickForm
      freshens={['customer', file.customer.id]}
      close={close}
      explain={t('form_preference.explain')}
      go={t('app.save')}
      fields={['text']}
      isReady={text.trim() !== ''}
      send={() => said(api.POST('/customers/{customer}/preferences', { params, body }))}
    >
      {refusal => (
        <>
          <Choice
            label={t('contact.kind')}
            prefix="preference"
            values={preferenceKinds}
            value={kind}
            set={setKind}
          />
          <Textarea
            label={t('form_preference.text')}
            required
            autosize
            minRows={2}
            data-autofocus
            dir={text ? 'auto' : undefined}
            error={problemOf(refusal, 'text')}
            value={text}
            onChange={e => setText(e.currentTarget.value)}
          />
        </>
      )}
    </QuickForm>
  );
}

export function SpecialDay({ file, close }: FormProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(dayKinds[0] ?? 'birthday');
  const [month, setMonth] = useState<number | string>(1);
  const [day, setDay] = useState<number | string>(1);
  const [label, setLabel] = useState('');
  const params = pathOf(file);
  const body = { kind, month: Number(month), day: Number(day), label: label || null };
  const number = (name: string, value: number | string, set: typeof setDay, max: number) => (
    <NumberInput
      label={t(`form_day.${name}`)}
      min={1}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      value={value}
      onChange={set}
    />
  );
  return (
    <QuickForm
      freshens={['customer', file.customer.id]}
      close={close}
      explain={t('form_day.explain')}
      go={t('app.save')}
      fields={['label', 'day']}
      isReady={Number(month) > 0 && Number(day) > 0}
      send={() => said(api.POST('/customers/{customer}/special-days', { params, body }))}
    >
      {refusal => (
        <>
          <Choice
            label={t('contact.kind')}
            prefix="day"
            values={dayKinds}
            value={kind}
            set={setKind}
            error={problemOf(refusal, 'day')}
          />
          <SimpleGrid cols={2}>
            {number('of_month', day, setDay, 31)}
            {number('month', month, setMonth, 12)}
          </SimpleGrid>
          {kind === 'other' && (
            <TextInput
              label={t('form_day.label')}
              required
              dir={label ? 'auto' : undefined}
              error={problemOf(refusal, 'label')}
              value={label}
              onChange={e => setLabel(e.currentTarget.value)}
            />
          )}
        </>
      )}
    </QuickForm>
  );
}

/// A yes or no of hers, with where it was said: without a source it is no proof.
export function Consent({ file, close }: FormProps) {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState(purposes[0] ?? 'marketing');
  const [channel, setChannel] = useState(consentChannels[0] ?? 'any');
  const [decision, setDecision] = useState<'granted' | 'withdrawn'>('granted');
  const [source, setSource] = useState(consentSources[0] ?? 'phone');
  const [note, setNote] = useState('');
  const params = pathOf(file);
  const body = { purpose, channel, decision, source, note: note || null };
  return (
    <QuickForm
      freshens={['customer', file.customer.id]}
      close={close}
      explain={t('form_consent.explain')}
      go={t('app.save')}
      fields={['note']}
      send={() => said(api.POST('/customers/{customer}/consents', { params, body }))}
    >
      {refusal => (
        <>
          <SimpleGrid cols={2}>
            <Choice
              label={t('form_consent.purpose')}
              prefix="consent"
              values={purposes}
              value={purpose}
              set={setPurpose}
            />
            <Choice
              label={t('form_consent.decision')}
              prefix="consent"
              values={['granted', 'withdrawn'] as const}
              value={decision}
              set={setDecision}
            />
            <Choice
              label={t('form_consent.channel')}
              prefix={consentWords.channel}
              values={consentChannels}
              value={channel}
              set={setChannel}
            />
            <Choice
              label={t('form_consent.source')}
              prefix={consentWords.source}
              values={consentSources}
              value={source}
              set={setSource}
            />
          </SimpleGrid>
          <TextInput
            label={t('form_consent.note')}
            dir={note ? 'auto' : undefined}
            error={problemOf(refusal, 'note')}
            value={note}
            onChange={e => setNote(e.currentTarget.value)}
          />
        </>
      )}
    </QuickForm>
  );
}
