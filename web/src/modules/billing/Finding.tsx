import { Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { HerMessage } from '~/modules/cases/her_word/HerMessage';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { FileField } from '~/ui/FileField';
import { QuickForm } from '~/ui/QuickForm';
import { type Cause, causes } from '../units/queries';
import { uploadScan } from './signing';

const found = causes.filter(cause => cause !== 'unknown');

/// What was found to have caused the fault: a photograph shows it, or she says it herself. She is
/// told of it.
export default function Finding({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const [cause, setCause] = useState<Cause>('misuse');
  const [reason, setReason] = useState('');
  const [photo, setPhoto] = useState<File | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [key] = useState(newKey);
  async function send() {
    const photo_id = photo && !chosen ? await uploadScan(photo) : null;
    const params = { path: { case: id }, header: { 'Idempotency-Key': key } };
    const body = { cause, reason: reason.trim(), photo_id, interaction_id: chosen };
    return said(api.POST('/cases/{case}/findings', { params, body }));
  }
  return (
    <Dialog title={t('finding.title')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('finding.explain')}
        go={t('finding.record')}
        fields={['cause', 'reason', 'photo_id', 'interaction_id']}
        isReady={reason.trim() !== '' && (photo !== null || chosen !== null)}
        send={send}
      >
        {refusal => (
          <>
            <Select
              label={t('quote.cause')}
              allowDeselect={false}
              data={found.map(value => ({ value, label: t(`cause.${value}`) }))}
              error={problemOf(refusal, 'cause')}
              value={cause}
              onChange={value => setCause((value as Cause | null) ?? 'misuse')}
            />
            <Textarea
              label={t('finding.reason')}
              description={t('finding.reason_hint')}
              required
              autosize
              minRows={2}
              maxLength={1000}
              dir={reason ? 'auto' : undefined}
              error={problemOf(refusal, 'reason')}
              value={reason}
              onChange={e => setReason(e.currentTarget.value)}
            />
            <FileField
              label={t('finding.photo')}
              accept="image/*"
              error={problemOf(refusal, 'photo_id')}
              value={photo}
              onChange={setPhoto}
            />
            <HerMessage
              id={id}
              chosen={chosen}
              choose={setChosen}
              problem={problemOf(refusal, 'interaction_id')}
              required={false}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
