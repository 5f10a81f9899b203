import { Badge, Button, Group, Text } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMoney } from '~/i18n/money';
import classes from './billing.module.css';
import { LawfulRefund } from './LawfulRefund';
import { Lines } from './Lines';
import { PaperButton } from './PaperButton';
import type { BillLine, BillRights, Invoice } from './queries';

const WaiverForm = lazy(() => import('./WaiverForm'));
const MoneyDialog = lazy(() => import('./MoneyDialog'));
const CreditDialog = lazy(() => import('./CreditDialog'));

/// One invoice: its lines, what was paid, what is still owed, by her or to her.
export function InvoiceCard({ invoice, can }: { invoice: Invoice; can: BillRights }) {
  const { t } = useTranslation();
  const money = useMoney();
  const [asked, setAsked] = useState<'in' | 'back' | 'credit'>();
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
        waive={can.bill && invoice.state !== 'credited' ? setWaived : undefined}
      />
      <Text size="sm" fw={600}>
        {t('bill.total', { amount: money(invoice.total.gross, invoice.currency) })}
      </Text>
      {Number(invoice.owed) > 0 && (
        <Text size="sm">
          {t('invoice.owed', { amount: money(invoice.owed, invoice.currency) })}
        </Text>
      )}
      {Number(invoice.refunded) > 0 && (
        <Text size="sm">
          {t('invoice.refunded', { amount: money(invoice.refunded, invoice.currency) })}
        </Text>
      )}
      {Number(invoice.kept) > 0 && (
        <Text size="sm">
          {t('invoice.kept')}: {money(invoice.kept, invoice.currency)}
        </Text>
      )}
      {invoice.kept_ended && (
        <Text size="sm">
          {t(`invoice.kept_ended.${invoice.kept_ended.because}`, {
            amount: money(invoice.kept_ended.amount, invoice.currency),
          })}
        </Text>
      )}
      {Number(invoice.owed_back) > 0 && (
        <Text size="sm">
          {t('invoice.owed_back', { amount: money(invoice.owed_back, invoice.currency) })}
        </Text>
      )}
      <LawfulRefund invoice={invoice} can={can} />
      <Group gap={4} mt={4}>
        {can.bill && invoice.state === 'open' && (
          <Button size="compact-xs" variant="light" onClick={() => setAsked('in')}>
            {t('invoice.pay')}
          </Button>
        )}
        {can.refund && Number(invoice.owed_back) > 0 && (
          <Button size="compact-xs" variant="light" onClick={() => setAsked('back')}>
            {t('invoice.give_back')}
          </Button>
        )}
        {can.print && <PaperButton of="invoice" id={invoice.id} caseId={invoice.case_id} />}
        {can.refund && invoice.state !== 'credited' && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAsked('credit')}>
            {t('invoice.credit')}
          </Button>
        )}
      </Group>
      <Suspense>
        {waived && <WaiverForm line={waived} of={{ invoice }} close={() => setWaived(undefined)} />}
        {(asked === 'in' || asked === 'back') && (
          <MoneyDialog invoice={invoice} way={asked} close={close} />
        )}
        {asked === 'credit' && <CreditDialog invoice={invoice} close={close} />}
      </Suspense>
    </div>
  );
}
