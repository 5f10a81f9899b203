import { TextInput } from '@mantine/core';
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from './Dialog';
import { problemOf } from './Failure';
import { QuickForm } from './QuickForm';

interface Props {
  title: string; // of the dialog, and the button's word
  explain: string; // what will follow, and who reads the reason
  label: string; // of the reason
  freshens: QueryKey;
  close: () => void;
  send: (reason: string) => Promise<unknown>;
}

/// What is not done without a reason: asks for it, then does it.
export function ReasonDialog({ title, explain, label, freshens, close, send }: Props) {
  const [reason, setReason] = useState('');
  return (
    <Dialog title={title} close={close}>
      <QuickForm
        freshens={freshens}
        close={close}
        explain={explain}
        go={title}
        fields={['reason']}
        isReady={reason.trim() !== ''}
        send={() => send(reason)}
      >
        {refusal => (
          <TextInput
            label={label}
            required
            data-autofocus
            dir={reason ? 'auto' : undefined}
            error={problemOf(refusal, 'reason')}
            value={reason}
            onChange={e => setReason(e.currentTarget.value)}
          />
        )}
      </QuickForm>
    </Dialog>
  );
}
