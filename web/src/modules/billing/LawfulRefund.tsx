import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { tellFailure } from '~/ui/notify';
import type { BillRights, Invoice } from './queries';

/// What went back of a credited invoice, as the law sees it: its clocks stopped by it, or they wait
/// for a refund, and a person says whether it is this one.
export function LawfulRefund({ invoice, can }: { invoice: Invoice; can: BillRights }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const call = useMutation({
    mutationFn: () =>
      said(
        api.POST('/invoices/{invoice}/lawful-refund', {
          params: { path: { invoice: invoice.id } },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['case', invoice.case_id] }),
    onError: tellFailure,
  });
  const { lawful_refund: lawful, law_waits_for: waits } = invoice;
  const isNothing = Number(invoice.refunded) === 0;
  if (lawful)
    return (
      <Text size="xs" c="dimmed">
        {t(isNothing ? 'invoice.lawful_nothing' : 'invoice.lawful')} (
        <bdi>{t(`invoice.lawful_${lawful.said_by}`, { name: lawful.actor })}</bdi>)
      </Text>
    );
  if (waits.length === 0) return null;
  return (
    <>
      <Text size="sm">
        {t(isNothing ? 'invoice.law_waits_nothing' : 'invoice.law_waits', {
          rules: waits.join(', '),
        })}
      </Text>
      {can.refund && (
        <Button
          size="compact-xs"
          variant="light"
          loading={call.isPending}
          onClick={() => call.mutate()}
        >
          {t(isNothing ? 'invoice.call_nothing' : 'invoice.call_lawful')}
        </Button>
      )}
    </>
  );
}
