import { Badge } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnected } from './live';

const patienceMs = 4_000;

/// Says that the page no longer moves by itself; a short break is not worth a word.
export function LiveSign() {
  const { t } = useTranslation();
  const connected = useConnected();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (connected) return setLong(false);
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, [connected]);
  return (
    <span role="status">
      {isLong && (
        <Badge
          variant="outline"
          color="gray"
          leftSection={<IconPlugConnectedX size={14} aria-hidden />}
        >
          {t('app.offline')}
        </Badge>
      )}
    </span>
  );
}
