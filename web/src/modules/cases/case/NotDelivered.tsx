import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useMay } from '~/app/session';
import { tell, tellFailure } from '~/ui/notify';
import type { Interaction } from './queries';

/// A mail that was not delivered: why, in the other server's words, and another try.
export default function NotDelivered({ message: m }: { message: Interaction }) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => {
      const path = { interaction: m.id };
      return said(api.POST('/interactions/{interaction}/resend', { params: { path } }));
    },
    onSuccess: async () => {
      tell(t('message.resent'));
      await client.invalidateQueries({ queryKey: ['case', m.case_id] });
    },
    onError: tellFailure,
  });
  return (
    <>
      {m.state_reason && (
        <Text size="sm" c="var(--vefa-risk)" mt={4} dir="auto">
          {m.state_reason}
        </Text>
      )}
      {m.state === 'failed' && may('cases_write') && (
        <Button
          size="compact-xs"
          variant="light"
          mt={4}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          {t('message.resend')}
        </Button>
      )}
    </>
  );
}
