import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, type Refusal, said } from '~/api/client';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { type Cause, causes } from '../units/queries';
import classes from './billing.module.css';
import { type Component, components } from './queries';

interface Row {
  key: string;
  component: Component;
  description: string;
  quantity: string;
  price: string;
  tax: string; // percent
}
const emptyRow = (tax: string): Row => ({
  key: newKey(),
  component: 'labour',
  description: '',
  quantity: '1',
  price: '',
  tax,
});

interface FieldsProps {
  row: Row;
  at: number;
  refusal?: Refusal;
  change: (part: Partial<Row>) => void;
  remove?: () => void;
}

function RowFields({ row, at, refusal, change, remove }: FieldsProps) {
  const { t } = useTranslation();
  const number = (name: 'quantity' | 'price' | 'tax', field: string) => (
    <TextInput
      label={t(`quote.${name}`)}
      dir="ltr"
      inputMode="decimal"
      error={problemOf(refusal, `lines[${at}].${field}`)}
      value={row[name]}
      onChange={e => change({ [name]: e.currentTarget.value })}
    />
  );
  return (
    <div className={classes.row}>
      <TextInput
        className={classes.wide}
        label={t('quote.description')}
        required
        data-autofocus={at === 0 || undefined}
        dir={row.description ? 'auto' : undefined}
        error={problemOf(refusal, `lines[${at}].description`)}
        value={row.description}
        onChange={e => change({ description: e.currentTarget.value })}
      />
      <Select
        label={t('quote.component')}
        allowDeselect={false}
        data={components.map(value => ({ value, label: t(`component.${value}`) }))}
        value={row.component}
        onChange={value => change({ component: (value as Component | null) ?? 'labour' })}
      />
      {number('quantity', 'quantity')}
      {number('price', 'unit_price')}
      {number('tax', 'tax_bp')}
      {remove && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('quote.remove_line', { at: at + 1 })}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}

/// Lines as they are asked for; who pays for what the server finds out and says beside each.
export default function NewQuote({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation();
  const [rows, setRows] = useState([emptyRow('20')]);
  const [cause, setCause] = useState<Cause>('unknown');
  const [key] = useState(newKey);
  const change = (at: number, part: Partial<Row>) =>
    setRows(before => before.map((row, i) => (i === at ? { ...row, ...part } : row)));
  const lines = rows.map(row => ({
    component: row.component,
    description: row.description,
    quantity: row.quantity.trim().replace(',', '.'),
    unit_price: row.price.trim().replace(',', '.'),
    tax_bp: Math.round(Number(row.tax.replace(',', '.')) * 100),
  }));
  const params = { path: { case: id }, header: { 'Idempotency-Key': key } };
  return (
    <Dialog title={t('quote.new')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('quote.explain')}
        go={t('quote.make')}
        fields={[
          'cause',
          ...rows.flatMap((_, i) =>
            ['description', 'quantity', 'unit_price', 'tax_bp'].map(name => `lines[${i}].${name}`),
          ),
        ]}
        isReady={rows.every(row => row.description.trim() !== '' && row.price.trim() !== '')}
        send={() => said(api.POST('/cases/{case}/quotes', { params, body: { lines, cause } }))}
      >
        {refusal => (
          <>
            {rows.map((row, at) => (
              <RowFields
                key={row.key}
                row={row}
                at={at}
                refusal={refusal}
                change={part => change(at, part)}
                remove={
                  rows.length > 1
                    ? () => setRows(before => before.filter((_, i) => i !== at))
                    : undefined
                }
              />
            ))}
            <Button
              variant="default"
              size="xs"
              onClick={() =>
                setRows(before => [...before, emptyRow(before[before.length - 1]?.tax ?? '0')])
              }
            >
              {t('quote.add_line')}
            </Button>
            <Select
              label={t('quote.cause')}
              allowDeselect={false}
              data={causes.map(value => ({ value, label: t(`cause.${value}`) }))}
              error={problemOf(refusal, 'cause')}
              value={cause}
              onChange={value => setCause((value as Cause | null) ?? 'unknown')}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
