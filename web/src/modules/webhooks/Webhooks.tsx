import { Badge, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';

export function WebhookState({ webhook }: { webhook: Schemas['Webhook'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (webhook.state !== 'active')
    return (
      <Badge variant="light" color={webhook.state === 'disabled' ? 'red' : 'gray'}>
        {t(`webhook_state.${webhook.state}`)}
      </Badge>
    );
  if (webhook.failing_since)
    return (
      <Badge variant="light" color="red">
        {t('webhooks.failing', { when: formats.instant(webhook.failing_since) })}
      </Badge>
    );
  return <>{t('webhook_state.active')}</>;
}

export default function Webhooks() {
  const { t } = useTranslation();
  const webhooks = useInfiniteQuery({
    queryKey: ['webhook', 'all'],
    queryFn: ({ pageParam }) =>
      said(api.GET('/webhooks', { params: { query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  return (
    <SettingsPage
      title={t('webhooks.title')}
      about={t('webhooks.about')}
      add={{ to: '/settings/webhooks/new', label: 'webhooks.add' }}
      isWide
    >
      <Loaded query={webhooks}>
        {data => {
          const rows = data.pages.flatMap(page => page.items);
          if (rows.length === 0)
            return (
              <Empty title={t('webhooks.none')} text={t('webhooks.none_text')}>
                <Button component={Link} to="/settings/webhooks/new">
                  {t('webhooks.add')}
                </Button>
              </Empty>
            );
          return (
            <Rows
              label={t('webhooks.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/settings/webhooks/${row.id}`}
              columns={[
                { head: t('form.name'), cell: row => <bdi>{row.name}</bdi> },
                {
                  head: t('webhooks.url'),
                  cell: row => <bdi dir="ltr">{row.url}</bdi>,
                  isAside: true,
                },
                {
                  head: t('webhooks.kinds'),
                  cell: row => <bdi dir="ltr">{row.kinds.join(', ')}</bdi>,
                  isAside: true,
                },
                { head: t('form.state'), cell: row => <WebhookState webhook={row} /> },
              ]}
            />
          );
        }}
      </Loaded>
      <MoreButton query={webhooks} />
    </SettingsPage>
  );
}
