import { Badge, Button, Group, Select, Text, TextInput } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useMoney } from '~/i18n/money';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { ReasonDialog } from '~/ui/ReasonDialog';
import classes from './billing.module.css';
import { Lines } from './Lines';
import { PaperButton } from './PaperButton';
import type { BillLine, Invoice } from './queries';

const WaiverForm = lazy(() => import('./WaiverForm'));

const methods = ['cash', 'card', 'transfer'] as const;

interface DialogProps {
  invoice: Invoice;
  close: () => void;
}

/// Money came in: all that is owed, unless somebody says less.
function Pay({ invoice, close }: DialogProps) {
  const { t } = useTranslation();
  const [amount, setAmount] = useState(invoice.owed);
  const [method, setMethod] = useState<(typeof methods)[number]>('cash');
  const [key] = useState(newKey);
  const params = { path: { invoice: invoice.id }, header: { 'Idempotency-Key': key } };
  return (
    <Dialog title={t('invoice.pay')} close={close}>
      <QuickForm
        freshens={['case', invoice.case_id]}
        close={close}
        explain={t('invoice.pay_explain')}
        go={t('invoice.pay')}
        fields={['amount']}
        send={() =>
          said(api.POST('/invoices/{invoice}/payments', { params, body: { amount, method } }))
        }
      >
        {refusal => (
          <>
            <TextInput
              label={t('invoice.amount', { currency: invoice.currency })}
              required
              data-autofocus
              dir="ltr"
              inputMode="decimal"
              error={problemOf(refusal, 'amount')}
              value={amount}
              onChange={e => setAmount(e.currentTarget.value)}
            />
            <Select
              label={t('invoice.method')}
              allowDeselect={false}
              data={methods.map(value => ({ value, label: t(`invoice.method_${value}`) }))}
              value={method}
              onChange={value => setMethod((value as (typeof methods)[number] | null) ?? 'cash')}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}

function Credit({ invoice, close }: DialogProps) {
  const { t } = useTranslation();
  const params = { path: { invoice: invoice.id } };
  return (
    <ReasonDialog
      title={t('invoice.credit')}
      explain={t('invoice.credit_explain')}
      label={t('invoice.reason')}
      freshens={['case', invoice.case_id]}
      close={close}
      send={reason => said(api.POST('/invoices/{invoice}/credit', { params, body: { reason } }))}
    />
  );
}

/// One invoice: its lines, what was paid, what is still owed.
export function InvoiceCard({ invoice, canWrite }: { invoice: Invoice; canWrite: boolean }) {
  const { t } = useTranslation();
  const money = useMoney();
  const may = useMay();
  const [asked, setAsked] = useState<'pay' | 'credit'>();
  const [waived, setWaived] = useState<BillLine>();
  const close = () => setAsked(undefined);
  return (
    <div className={classes.bill}>
      <Group justify="space-between" gap="xs">
        <Text span size="sm" fw={600}>
          <bdi>{invoice.number}</bdi>
        </Text>
        <Badge size="sm" variant="default">
          {t(`invoice.state_${invoice.state}`)}
        </Badge>
      </Group>
      <Lines
        lines={invoice.lines}
        currency={invoice.currency}
        waive={canWrite && invoice.state !== 'credited' ? setWaived : undefined}
      />
      <Text size="sm" fw={600}>
        {t('bill.total', { amount: money(invoice.total.gross, invoice.currency) })}
      </Text>
      {Number(invoice.owed) > 0 && (
        <Text size="sm">
          {t('invoice.owed', { amount: money(invoice.owed, invoice.currency) })}
        </Text>
      )}
      {Number(invoice.owed_back) > 0 && (
        <Text size="sm">
          {t('invoice.owed_back', { amount: money(invoice.owed_back, invoice.currency) })}
        </Text>
      )}
      <Group gap={4} mt={4}>
        {canWrite && invoice.state === 'open' && (
          <Button size="compact-xs" variant="light" onClick={() => setAsked('pay')}>
            {t('invoice.pay')}
          </Button>
        )}
        {canWrite && <PaperButton of="invoice" id={invoice.id} caseId={invoice.case_id} />}
        {canWrite && may('remedies_approve') && invoice.state !== 'credited' && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAsked('credit')}>
            {t('invoice.credit')}
          </Button>
        )}
      </Group>
      <Suspense>
        {waived && <WaiverForm line={waived} of={{ invoice }} close={() => setWaived(undefined)} />}
      </Suspense>
      {asked === 'pay' && <Pay invoice={invoice} close={close} />}
      {asked === 'credit' && <Credit invoice={invoice} close={close} />}
    </div>
  );
}
