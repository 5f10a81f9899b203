import { Button, CopyButton, Group, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  value: string;
  name: { label: string } | { 'aria-label': string };
  children?: ReactNode; // beside the button
}

/// A text to be taken along, not typed.
export function CopyField({ value, name, children }: Props) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        flex={1}
        miw={200}
        readOnly
        dir="ltr"
        {...name}
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
      {children}
    </Group>
  );
}
