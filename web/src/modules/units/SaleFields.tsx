import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Refusal, Schemas } from '~/api/client';
import { problemOf } from '~/ui/Failure';

export type Proof = Schemas['SaleView']['proof'];
export const proofs: Proof[] = ['nothing_yet', 'photo', 'e_invoice', 'receipt', 'certificate'];

/// What becomes known of a sale by and by.
export interface SaleForm {
  seller: string;
  number: string;
  delivered_on: string;
  commissioned_on: string;
  commissioned_by: NonNullable<Schemas['SaleView']['commissioned_by']> | '';
  proof: Proof;
}

export const saleFields = [
  'seller',
  'number',
  'delivered_on',
  'commissioned_on',
  'commissioned_by',
  'proof',
];

interface Props {
  form: SaleForm;
  change: (part: Partial<SaleForm>) => void;
  refusal: Refusal | undefined;
  hasFile?: boolean;
}

export function SaleFields({ form, change, refusal, hasFile = false }: Props) {
  const { t } = useTranslation();
  const text = (name: 'seller' | 'number', label: string, maxLength: number) => (
    <TextInput
      label={label}
      maxLength={maxLength}
      dir={form[name] ? 'auto' : undefined}
      error={problemOf(refusal, name)}
      value={form[name]}
      onChange={e => change({ [name]: e.currentTarget.value })}
    />
  );
  const day = (name: 'delivered_on' | 'commissioned_on') => (
    <TextInput
      type="date"
      label={t(`sales.${name}`)}
      error={problemOf(refusal, name)}
      value={form[name]}
      onChange={e => change({ [name]: e.currentTarget.value })}
    />
  );
  const setUpBy = (['seller', 'agent', 'consumer'] as const).map(value => ({
    value: value as SaleForm['commissioned_by'],
    label: t(`sales.by_${value}`),
  }));
  return (
    <>
      {text('seller', t('sales.seller'), 200)}
      {text('number', t('register.number'), 100)}
      {day('delivered_on')}
      {day('commissioned_on')}
      <NativeSelect
        label={t('sales.commissioned_by')}
        data={[{ value: '' as const, label: t('sales.by_nobody') }, ...setUpBy]}
        error={problemOf(refusal, 'commissioned_by')}
        value={form.commissioned_by}
        onChange={e =>
          change({ commissioned_by: e.currentTarget.value as SaleForm['commissioned_by'] })
        }
      />
      <NativeSelect
        label={t('sales.proof')}
        data={proofs
          .filter(value => !hasFile || value !== 'nothing_yet')
          .map(value => ({ value, label: t(`proof.${value}`) }))}
        error={problemOf(refusal, 'proof')}
        value={form.proof}
        onChange={e => change({ proof: e.currentTarget.value as Proof })}
      />
    </>
  );
}
