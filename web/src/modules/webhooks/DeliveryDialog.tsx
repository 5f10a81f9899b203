import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Dialog } from '~/ui/Dialog';
import { Loaded } from '~/ui/Loaded';
import { useAct } from '~/ui/useAct';

interface Props {
  webhook: string;
  delivery: string;
  close: () => void;
}

function pretty(body: string) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Attempt({ attempt }: { attempt: Schemas['Attempt'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { at, duration_ms, response_status, fault, response_excerpt } = attempt;
  return (
    <Text size="sm">
      {formats.instant(at)} · {response_status ?? (fault ? t(`fault.${fault}`) : '')} ·{' '}
      {t('webhooks.ms', { n: formats.number(duration_ms) })}
      {response_excerpt && (
        <>
          {' · '}
          <bdi dir="ltr">{response_excerpt}</bdi>
        </>
      )}
    </Text>
  );
}

/// One message: its body, and each time it was tried.
export function DeliveryDialog({ webhook, delivery, close }: Props) {
  const { t } = useTranslation();
  const params = { path: { webhook, delivery } };
  const detail = useQuery({
    queryKey: ['delivery', 'one', delivery],
    queryFn: () => said(api.GET('/webhooks/{webhook}/deliveries/{delivery}', { params })),
  });
  const again = useAct(
    () => said(api.POST('/webhooks/{webhook}/deliveries/{delivery}/redeliver', { params })),
    { stale: ['delivery'], said: t('webhooks.pinged'), done: close },
  );
  return (
    <Dialog title={t('webhooks.delivery')} close={close}>
      <Loaded query={detail}>
        {({ delivery: row, fault_text, body, attempts }) => (
          <Stack>
            <Text size="sm">
              <bdi dir="ltr">{row.kind}</bdi> · {t(`delivery_state.${row.state}`)}
            </Text>
            {fault_text && <Text size="sm">{fault_text}</Text>}
            <Stack gap={2}>
              {attempts.map(one => (
                <Attempt key={one.at} attempt={one} />
              ))}
            </Stack>
            <Code block dir="ltr" tabIndex={0}>
              {pretty(body)}
            </Code>
            <Group>
              <Button loading={again.isPending} onClick={() => again.mutate()}>
                {t('webhooks.redeliver')}
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
    </Dialog>
  );
}
