import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { problemOf } from '~/ui/Failure';
import type { DialogProps } from './ActionDialog';
import { ActionForm } from './ActionForm';
import { isKeptByDeed, isOnesWord } from './actions';

type OnCase = Schemas['PromiseView'];
interface Props extends DialogProps {
  word: 'keep' | 'withdraw';
  fits: (promise: OnCase) => boolean;
}

/// Which promise, and how it was kept or why it falls away; said in words, since it is told later.
function Settle({ view, close, promise, word, fits }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const open = view.promises.filter(fits);
  const [id, setId] = useState(promise ?? open[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const params = { path: { promise: id } };
  const body = { reason };
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t(`${word}.explain`)}
      go={t(`action.${word}`)}
      fields={['reason']}
      isReady={id !== '' && reason.trim() !== ''}
      send={() =>
        said(
          word === 'keep'
            ? api.POST('/promises/{promise}/keep', { params, body })
            : api.POST('/promises/{promise}/withdraw', { params, body }),
        )
      }
    >
      {refusal => (
        <>
          <Select
            label={t('word.which')}
            allowDeselect={false}
            data={open.map(p => ({
              value: p.id,
              label: [t(`promise.${p.kind}`), formats.due(p.due_at), p.what]
                .filter(Boolean)
                .join(' · '),
            }))}
            value={id}
            onChange={value => setId(value ?? id)}
          />
          <TextInput
            label={t(`${word}.reason`)}
            required
            data-autofocus
            dir={reason ? 'auto' : undefined}
            value={reason}
            error={problemOf(refusal, 'reason')}
            onChange={e => setReason(e.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}

export const KeepWord = (props: DialogProps) => (
  <Settle {...props} word="keep" fits={isKeptByDeed} />
);
export const TakeBackWord = (props: DialogProps) => (
  <Settle {...props} word="withdraw" fits={isOnesWord} />
);
