import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { ShownOnce } from '~/ui/ShownOnce';
import { useAct } from '~/ui/useAct';
import { Deliveries } from './Deliveries';
import { WebhookForm } from './WebhookForm';
import { WebhookState } from './Webhooks';

type Webhook = Schemas['Webhook'];

function Secret({ secret, close }: { secret: string; close: () => void }) {
  const { t } = useTranslation();
  return (
    <ShownOnce
      title={t('webhooks.secret')}
      text={t('webhooks.secret_text')}
      value={secret}
      close={close}
    />
  );
}

function Actions({ webhook, show }: { webhook: Webhook; show: (secret: string) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const params = { path: { webhook: webhook.id } };
  const ping = useAct(() => said(api.POST('/webhooks/{webhook}/ping', { params })), {
    stale: ['webhook', 'delivery'],
    said: t('webhooks.pinged'),
  });
  const to = webhook.state === 'active' ? 'paused' : 'active';
  const turn = useAct(
    () => {
      const body = { version: webhook.version, state: to as 'active' | 'paused' };
      return said(api.PATCH('/webhooks/{webhook}', { params, body }));
    },
    { stale: ['webhook'] },
  );
  return (
    <Group gap="xs">
      <Button variant="light" loading={ping.isPending} onClick={() => ping.mutate()}>
        {t('webhooks.ping')}
      </Button>
      <Button variant="default" loading={turn.isPending} onClick={() => turn.mutate()}>
        {t(to === 'paused' ? 'webhooks.pause' : 'webhooks.resume')}
      </Button>
      <ConfirmButton
        label={t('webhooks.new_secret')}
        explain={t('webhooks.new_secret_explain')}
        act={async () =>
          show((await said(api.POST('/webhooks/{webhook}/secret', { params }))).secret)
        }
        stale={['webhook']}
      />
      <ConfirmButton
        label={t('form.remove')}
        explain={t('webhooks.remove_explain', { name: webhook.name })}
        act={() => said(api.DELETE('/webhooks/{webhook}', { params }))}
        done={() => void navigate({ to: '/settings/webhooks' })}
        stale={['webhook']}
        isGrave
      />
    </Group>
  );
}

export default function WebhookPage() {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const isNew = id === 'new';
  const [secret, setSecret] = useState<string>();
  const [made, setMade] = useState<Webhook>();
  const webhook = useQuery({
    queryKey: ['webhook', id],
    queryFn: () => said(api.GET('/webhooks/{webhook}', { params: { path: { webhook: id } } })),
    enabled: !isNew,
  });
  function open() {
    if (made) void navigate({ to: `/settings/webhooks/${made.id}` });
    setSecret(undefined);
    void client.invalidateQueries({ queryKey: ['webhook'] });
  }
  return (
    <SettingsPage
      title={isNew ? t('webhooks.add') : (webhook.data?.name ?? '')}
      up={{ to: '/settings/webhooks', label: t('webhooks.title') }}
      isWide
    >
      {secret && <Secret secret={secret} close={open} />}
      {isNew && !made && (
        <WebhookForm
          done={(now, shown) => {
            setMade(now);
            setSecret(shown);
          }}
        />
      )}
      {!isNew && (
        <Loaded query={webhook}>
          {row => (
            <>
              <Text size="sm">
                {t('form.state')}: <WebhookState webhook={row} />
              </Text>
              {row.state === 'disabled' && (
                <Alert color="red" variant="light">
                  {t('webhooks.was_disabled')}
                </Alert>
              )}
              {row.old_secret_until && (
                <Text size="sm" c="dimmed">
                  {t('webhooks.old_secret', { until: formats.instant(row.old_secret_until) })}
                </Text>
              )}
              <Actions webhook={row} show={setSecret} />
              <WebhookForm key={row.id} webhook={row} done={() => tell(t('form.saved'))} />
              <Deliveries webhook={row.id} />
            </>
          )}
        </Loaded>
      )}
    </SettingsPage>
  );
}
