import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Refusal, Schemas } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm, type QuickFormProps } from '~/ui/QuickForm';
import { casesOfUnitQuery } from './queries';

interface Said {
  reason: string;
  her_word: Schemas['HerWord'] | null;
}

interface Props extends Omit<QuickFormProps, 'go' | 'send'> {
  unit: string; // on whose open cases less may be owed by it
  go: string; // the button's word
  title?: string; // of the dialog, where it says more than the button
  label: string; // of the reason
  isFirst?: boolean; // the reason is where one begins to type
  send: (said: Said) => Promise<unknown>;
  children?: (refusal: Refusal | undefined) => ReactNode; // what is asked before the reason
}

/// What is not done to a unit without a reason, nor, where the law owes less by it, without the
/// customer's word.
export function WithReason(props: Props) {
  const {
    unit,
    title,
    label,
    fields = [],
    isFirst,
    isReady = true,
    send,
    children,
    ...form
  } = props;
  const [reason, setReason] = useState('');
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(unit)).data);
  return (
    <Dialog title={title ?? form.go} close={form.close}>
      <QuickForm
        {...form}
        fields={[...fields, 'reason', ...hers.fields]}
        isReady={isReady && reason.trim() !== '' && hers.isReady}
        send={() => send({ reason: reason.trim(), her_word: hers.word })}
      >
        {refusal => (
          <>
            {children?.(refusal)}
            <TextInput
              label={label}
              required
              data-autofocus={isFirst || undefined}
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
