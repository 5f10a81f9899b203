import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useHerWord } from '~/modules/cases/her_word/useHerWord';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { CasePromise } from './queries';

interface Props {
  promise: CasePromise['promise'];
  id: string; // of the case on which the customer says so
  close: () => void;
}

/// The customer gives up what was promised at the sale: it ends at once, and the customer is
/// written to.
export default function GiveUp({ promise, id, close }: Props) {
  const { t } = useTranslation();
  const hers = useHerWord({ id, field: 'her_word' });
  const [reason, setReason] = useState('');
  const params = { path: { sale_promise: promise.id } };
  return (
    <Dialog title={`${t('promised.give_up')}: ${promise.name}`} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('promised.give_up_explain')}
        go={t('promised.give_up')}
        fields={[...hers.fields, 'reason']}
        isReady={hers.isReady && reason.trim() !== ''}
        send={() =>
          said(
            api.POST('/sale-promises/{sale_promise}/end', {
              params,
              body: { reason, her_word: hers.word },
            }),
          )
        }
      >
        {refusal => (
          <>
            {hers.inputs(refusal)}
            <TextInput
              label={t('promised.give_up_reason')}
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
