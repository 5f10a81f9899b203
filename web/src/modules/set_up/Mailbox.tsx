import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MailboxForm } from '~/modules/channels/mailboxes/MailboxForm';
import { testOf } from '~/modules/channels/mailboxes/queries';
import { isWell, TestResult } from '~/modules/channels/mailboxes/TestResult';
import { tellFailure } from '~/ui/notify';
import { Skip, type StepProps } from './SetUp';

/// Saved and tried at once; what is wrong is said, and can be mended here.
export function Mailbox({ house, done, skip }: StepProps) {
  const { t } = useTranslation();
  const [mailbox] = house.mailboxes;
  const testing = useMutation({ mutationFn: testOf, onError: tellFailure });
  const result = testing.data;
  return (
    <Stack>
      <MailboxForm
        key={mailbox?.id ?? 'new'}
        mailbox={mailbox}
        team={house.team.id}
        language={house.company.default_language}
        go={t('set_up.save_test')}
        beside={<Skip skip={skip} isDone={mailbox !== undefined} />}
        done={now => testing.mutate(now.id)}
      />
      {result && <TestResult test={result} />}
      {result && isWell(result) && (
        <Group>
          <Button onClick={done}>{t('set_up.go_on')}</Button>
        </Group>
      )}
    </Stack>
  );
}
