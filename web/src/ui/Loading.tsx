import { Center, Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const patienceMs = 300;

/// Shown to who has waited for a while; what comes at once needs no sign.
export function Loading() {
  const { t } = useTranslation();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Center py={60} role="status" aria-label={t('app.loading')}>
      {isLong && <Loader />}
    </Center>
  );
}
