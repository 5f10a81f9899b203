import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { isRightToLeft } from '~/i18n';
import { onFirstNote } from '~/ui/notify';
import { queryClient } from './query_client';
import { router } from './router';
import { cssVariables, theme } from './theme';

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';

function Direction() {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  useEffect(() => {
    setDirection(isRightToLeft(i18n.language) ? 'rtl' : 'ltr');
  }, [i18n.language, setDirection]);
  return null;
}

const Notes = lazy(() => import('./Notes'));

function NotesWhenNeeded() {
  const [isNeeded, setNeeded] = useState(false);
  useEffect(() => onFirstNote(() => setNeeded(true)), []);
  return <Suspense>{isNeeded && <Notes />}</Suspense>;
}

export function App() {
  return (
    <DirectionProvider initialDirection={document.dir === 'rtl' ? 'rtl' : 'ltr'}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <Direction />
        <QueryClientProvider client={queryClient}>
          <NotesWhenNeeded />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
