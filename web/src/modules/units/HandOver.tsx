import { Button } from '@mantine/core';
import { IconQrcode } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import type { UnitSummary } from './queries';

const HandOverSheet = lazy(() => import('./HandOverSheet'));

/// The code by which its owner registers it, to be handed over.
export function HandOver({ unit }: { unit: UnitSummary }) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconQrcode size={16} aria-hidden />}
        onClick={() => setShown(true)}
      >
        {t('registration_code.title')}
      </Button>
      <Suspense>{isShown && <HandOverSheet unit={unit} close={() => setShown(false)} />}</Suspense>
    </>
  );
}
