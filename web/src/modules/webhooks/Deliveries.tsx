import { Badge, Button, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { Rows } from '~/ui/Rows';
import { DeliveryDialog } from './DeliveryDialog';

type Delivery = Schemas['Delivery'];
const states = ['', 'failed', 'queued', 'sent'] as const;
const lookMs = 3_000;

function useDeliveries(webhook: string, state: string) {
  return useInfiniteQuery({
    queryKey: ['delivery', webhook, state],
    queryFn: ({ pageParam }) => {
      const query = { state: (state || undefined) as never, cursor: pageParam, limit: 20 };
      const params = { path: { webhook }, query };
      return said(api.GET('/webhooks/{webhook}/deliveries', { params }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
    // No event tells of a delivery: while one is on its way it is looked for.
    refetchInterval: query =>
      query.state.data?.pages[0]?.items.some(one => one.state === 'queued') ? lookMs : false,
  });
}

function Outcome({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  if (delivery.state === 'failed')
    return (
      <Badge color="red" variant="light">
        {delivery.response_status ?? t('delivery_state.failed')}
      </Badge>
    );
  return (
    <>
      {t(`delivery_state.${delivery.state}`)}
      {delivery.response_status && ` · ${delivery.response_status}`}
    </>
  );
}

/// What was and will be sent, the newest first.
export function Deliveries({ webhook }: { webhook: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [state, setState] = useState('');
  const [shown, setShown] = useState<string>();
  const deliveries = useDeliveries(webhook, state);
  return (
    <Stack gap="xs" component="section" aria-labelledby="deliveries">
      <Title order={2} size="h4" id="deliveries">
        {t('webhooks.deliveries')}
      </Title>
      <SegmentedControl
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        aria-label={t('form.state')}
        data={states.map(value => ({ value, label: t(`delivery_state.${value || 'any'}`) }))}
        value={state}
        onChange={setState}
      />
      <Loaded query={deliveries}>
        {data => {
          const rows = data.pages.flatMap(page => page.items);
          if (rows.length === 0)
            return (
              <Text size="sm" c="dimmed">
                {t('webhooks.no_deliveries')}
              </Text>
            );
          return (
            <Rows
              label={t('webhooks.deliveries')}
              rows={rows}
              idOf={row => row.id}
              columns={[
                {
                  head: t('webhooks.what'),
                  cell: row => (
                    <Button size="compact-sm" variant="subtle" onClick={() => setShown(row.id)}>
                      <bdi dir="ltr">{row.kind}</bdi>
                    </Button>
                  ),
                },
                { head: t('webhooks.outcome'), cell: row => <Outcome delivery={row} /> },
                {
                  head: t('webhooks.attempts'),
                  cell: row => formats.number(row.attempts),
                  isAside: true,
                },
                {
                  head: t('webhooks.when'),
                  cell: row => formats.instant(row.last_attempt_at ?? row.created_at),
                },
              ]}
            />
          );
        }}
      </Loaded>
      <MoreButton query={deliveries} />
      {shown && (
        <DeliveryDialog webhook={webhook} delivery={shown} close={() => setShown(undefined)} />
      )}
    </Stack>
  );
}
