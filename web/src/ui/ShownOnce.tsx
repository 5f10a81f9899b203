import { Alert, Button, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyField } from './CopyField';

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
      <CopyField value={value} name={{ 'aria-label': title }}>
        <Button variant="subtle" onClick={close}>
          {t('shown_once.done')}
        </Button>
      </CopyField>
    </Alert>
  );
}
