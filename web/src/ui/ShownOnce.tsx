import { Alert, Button, CopyButton, Group, Text, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  text: string; // what to do with it
  value: string;
  close: () => void;
}

/// A secret that nobody can show again: to copy, now.
export function ShownOnce({ title, text, value, close }: Props) {
  const { t } = useTranslation();
  return (
    <Alert color="vefa" variant="light" role="status" icon={<IconKey aria-hidden />} title={title}>
      <Text size="sm" mb="xs">
        {text}
      </Text>
      <Group gap="xs" align="flex-end">
        <TextInput
          flex={1}
          miw={220}
          readOnly
          dir="ltr"
          aria-label={title}
          value={value}
          onFocus={e => e.currentTarget.select()}
        />
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={
                copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
              }
              onClick={copy}
            >
              {t(copied ? 'shown_once.copied' : 'shown_once.copy')}
            </Button>
          )}
        </CopyButton>
        <Button variant="subtle" onClick={close}>
          {t('shown_once.done')}
        </Button>
      </Group>
    </Alert>
  );
}
