import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { Dialog } from '~/ui/Dialog';
import { QuickForm } from '~/ui/QuickForm';
import { casesOfUnitQuery, type Sale } from './queries';
import { SaleFields, type SaleForm, saleFields } from './SaleFields';

interface Props {
  unit: string;
  sale: Sale; // as it stands now
  close: () => void;
  after: () => void;
}

const formOf = (sale: Sale): SaleForm => ({
  ...{ seller: sale.seller, number: sale.number, proof: sale.proof },
  delivered_on: sale.delivered_on ?? '',
  commissioned_on: sale.commissioned_on ?? '',
  commissioned_by: sale.commissioned_by ?? '',
});

/// What was learned of it since, or written wrongly. Sent is what was touched: what somebody else
/// changed meanwhile stays.
export default function CorrectSale({ unit, sale, close, after }: Props) {
  const { t } = useTranslation();
  const [seen] = useState(sale);
  const [touched, setTouched] = useState<Partial<SaleForm>>({});
  const now = formOf(sale);
  const form = { ...now, ...touched };
  const names = Object.keys(form) as (keyof SaleForm)[];
  const changed = Object.fromEntries(
    names.filter(name => form[name] !== now[name]).map(name => [name, form[name]]),
  );
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(unit)).data);
  const params = { path: { sale: sale.id } };
  const body = { version: sale.version, ...changed, her_word: hers.word };
  return (
    <Dialog title={t('sales.correct')} close={close}>
      <QuickForm
        freshens={['unit', unit]}
        close={close}
        after={after}
        explain={t('sales.correct_explain')}
        go={t('sales.correct')}
        fields={[...saleFields, ...hers.fields]}
        isReady={Object.keys(changed).length > 0 && hers.isReady}
        send={() => said(api.PATCH('/sales/{sale}', { params, body }))}
      >
        {refusal => (
          <>
            {sale.version !== seen.version && <Text size="sm">{t('sales.changed')}</Text>}
            <SaleFields
              form={form}
              change={part => setTouched(before => ({ ...before, ...part }))}
              refusal={refusal}
              known={now}
              hasFile={sale.has_file}
            />
            {hers.inputs(refusal)}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
