import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { casesOfUnitQuery, type Sale } from './queries';

interface Props {
  unit: string;
  sale: Sale;
  close: () => void;
  after: () => void;
}

/// It was no sale, or another one.
export default function VoidSale({ unit, sale, close, after }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [reason, setReason] = useState('');
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(unit)).data);
  const params = { path: { sale: sale.id } };
  const body = { version: sale.version, reason: reason.trim(), her_word: hers.word };
  return (
    <Dialog title={`${t('sales.void')}: ${formats.date(sale.sold_on)}`} close={close}>
      <QuickForm
        freshens={['unit', unit]}
        close={close}
        after={after}
        explain={t('sales.void_explain')}
        go={t('sales.void')}
        fields={['reason', ...hers.fields]}
        isReady={reason.trim() !== '' && hers.isReady}
        send={() => said(api.POST('/sales/{sale}/void', { params, body }))}
      >
        {refusal => (
          <>
            <TextInput
              label={t('sales.void_reason')}
              required
              data-autofocus
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
