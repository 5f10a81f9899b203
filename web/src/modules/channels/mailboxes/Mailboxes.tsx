import { Badge, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { teams as teamsQuery } from '~/api/queries';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import type { Mailbox } from './mailbox';
import { mailboxes as mailboxesQuery } from './queries';

/// One line on how it fares: what is wrong, or when it last fetched.
function Fares({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (mailbox.state === 'paused')
    return <Badge variant="default">{t('mailbox_state.paused')}</Badge>;
  const wrong = mailbox.last_error_kind ? 'imap' : mailbox.send_error_kind ? 'smtp' : undefined;
  if (wrong)
    return (
      <Badge color="red" variant="light">
        {t(`mailboxes.${wrong}_fails`)}
      </Badge>
    );
  return (
    <Text size="sm">
      {mailbox.fetched_at
        ? t('mailboxes.fetched', { when: formats.instant(mailbox.fetched_at) })
        : t(mailbox.connected_at ? 'mailboxes.connected' : 'mailboxes.not_yet')}
    </Text>
  );
}

export default function Mailboxes() {
  const { t } = useTranslation();
  const mailboxes = useQuery(mailboxesQuery);
  const teams = useQuery(teamsQuery);
  return (
    <SettingsPage
      title={t('mailboxes.title')}
      about={t('mailboxes.about')}
      add={{ to: '/settings/mailboxes/new', label: 'mailboxes.add' }}
      isWide
    >
      <Loaded query={mailboxes}>
        {rows =>
          rows.length === 0 ? (
            <Empty title={t('mailboxes.none')} text={t('mailboxes.none_text')}>
              <Button component={Link} to="/settings/mailboxes/new">
                {t('mailboxes.add')}
              </Button>
            </Empty>
          ) : (
            <Rows
              label={t('mailboxes.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/settings/mailboxes/${row.id}`}
              columns={[
                { head: t('mailboxes.address'), cell: row => <bdi dir="ltr">{row.address}</bdi> },
                {
                  head: t('mailboxes.team'),
                  cell: row => <bdi>{teams.data?.find(one => one.id === row.team_id)?.name}</bdi>,
                  isAside: true,
                },
                { head: t('mailboxes.fares'), cell: row => <Fares mailbox={row} /> },
              ]}
            />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
