import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery, teams as teamsQuery } from '~/api/queries';
import { useFormats } from '~/i18n/formats';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { tell, tellFailure } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { MailboxForm } from './MailboxForm';
import type { Mailbox } from './mailbox';
import { testOf } from './queries';
import { TestResult } from './TestResult';

interface TroubleProps {
  title: string;
  advice: string;
  says: string;
  at?: string | null;
}

function Trouble({ title, advice, says, at }: TroubleProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Alert color="red" variant="light" icon={<IconAlertCircle aria-hidden />} title={title}>
      <Text size="sm">{advice}</Text>
      <Text size="xs" c="dimmed" mt={4}>
        {at && formats.instant(at)} · {t('mailboxes.it_said')} <bdi dir="ltr">{says}</bdi>
      </Text>
    </Alert>
  );
}

function Health({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTranslation();
  return (
    <>
      {mailbox.last_error_kind && (
        <Trouble
          title={t('mailboxes.imap_fails')}
          advice={mailbox.advice}
          says={mailbox.last_error}
          at={mailbox.last_error_at}
        />
      )}
      {mailbox.send_error_kind && (
        <Trouble
          title={t('mailboxes.smtp_fails')}
          advice={mailbox.send_advice}
          says={mailbox.send_error}
          at={mailbox.send_error_at}
        />
      )}
    </>
  );
}

function Known({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const testing = useMutation({ mutationFn: () => testOf(mailbox.id), onError: tellFailure });
  const params = { path: { mailbox: mailbox.id }, query: { version: mailbox.version } };
  return (
    <>
      <Health mailbox={mailbox} />
      <Group>
        <Button variant="light" loading={testing.isPending} onClick={() => testing.mutate()}>
          {t('mailboxes.test')}
        </Button>
        <ConfirmButton
          label={t('form.archive')}
          explain={t('mailboxes.archive_explain', { address: mailbox.address })}
          act={() => said(api.DELETE('/mailboxes/{mailbox}', { params }))}
          done={() => void navigate({ to: '/settings/mailboxes' })}
          stale={['mailbox']}
        />
      </Group>
      {testing.data && <TestResult test={testing.data} />}
      <MailboxForm
        key={mailbox.id}
        mailbox={mailbox}
        team={mailbox.team_id}
        language={mailbox.language}
        done={() => {
          tell(t('form.saved'));
          testing.mutate();
        }}
      />
    </>
  );
}

export default function MailboxPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const isNew = id === 'new';
  const company = useQuery(companyQuery);
  const teams = useQuery(teamsQuery);
  const mailbox = useQuery({
    queryKey: ['mailbox', id],
    queryFn: () => said(api.GET('/mailboxes/{mailbox}', { params: { path: { mailbox: id } } })),
    enabled: !isNew,
  });
  return (
    <SettingsPage
      title={isNew ? t('mailboxes.add') : (mailbox.data?.address ?? '')}
      up={{ to: '/settings/mailboxes', label: t('mailboxes.title') }}
    >
      {isNew ? (
        <Loaded query={company}>
          {({ default_language }) => (
            <Loaded query={teams}>
              {all => (
                <MailboxForm
                  team={all.find(one => one.is_default)?.id ?? ''}
                  language={default_language}
                  done={now => void navigate({ to: `/settings/mailboxes/${now.id}` })}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      ) : (
        <Loaded query={mailbox}>{row => <Known mailbox={row} />}</Loaded>
      )}
    </SettingsPage>
  );
}
