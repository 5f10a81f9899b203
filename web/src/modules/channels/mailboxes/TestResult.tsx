import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';

type Test = Schemas['MailboxTest'];

function Server({ kind, test }: { kind: 'imap' | 'smtp'; test: Test['imap'] }) {
  const { t } = useTranslation();
  if (!test.tried)
    return (
      <Alert color="gray" variant="light" icon={<IconMinus aria-hidden />}>
        {t(`mailboxes.${kind}_not_tried`)}
      </Alert>
    );
  if (test.ok)
    return (
      <Alert color="vefa" variant="light" icon={<IconCheck aria-hidden />}>
        {t(`mailboxes.${kind}_works`)}
      </Alert>
    );
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertCircle aria-hidden />}
      title={t(`mailboxes.${kind}_fails`)}
    >
      <Text size="sm">{test.advice}</Text>
      {test.says && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('mailboxes.it_said')} <bdi dir="ltr">{test.says}</bdi>
        </Text>
      )}
    </Alert>
  );
}

export const isWell = (test: Test) =>
  [test.imap, test.smtp].every(one => one.ok || !one.tried) && (test.imap.ok || test.smtp.ok);

/// What came of trying both servers, and what to mend.
export function TestResult({ test }: { test: Test }) {
  return (
    <Stack gap="xs" role="status">
      <Server kind="imap" test={test.imap} />
      <Server kind="smtp" test={test.smtp} />
    </Stack>
  );
}
