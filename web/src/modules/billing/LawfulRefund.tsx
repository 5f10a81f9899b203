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
  if (lawful)
    return (
      <Text size="xs" c="dimmed">
        {t('invoice.lawful')} (
        <bdi>{t(`invoice.lawful_${lawful.said_by}`, { name: lawful.actor })}</bdi>)
      </Text>
    );
  if (waits.length === 0) return null;
  return (
    <>
      <Text size="sm">{t('invoice.law_waits', { rules: waits.join(', ') })}</Text>
      {can.refund && (
        <Button
          size="compact-xs"
          variant="light"
          loading={call.isPending}
          onClick={() => call.mutate()}
        >
          {t('invoice.call_lawful')}
        </Button>
      )}
    </>
  );
}
