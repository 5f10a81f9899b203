import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/// The same figures as files.
export function Files({ at }: { at: (format: 'csv' | 'xlsx') => string }) {
  const { t } = useTranslation();
  return (
    <Group gap={4}>
      {(['xlsx', 'csv'] as const).map(format => (
        <Button
          key={format}
          component="a"
          href={at(format)}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
        >
          {t(`figures.${format}`)}
        </Button>
      ))}
    </Group>
  );
}
