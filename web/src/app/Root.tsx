import { Center, Loader } from '@mantine/core';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '~/ui/Failure';
import { NothingHere } from './NothingHere';
import type { Page } from './pages';
import { SessionProvider, useMay, useMe, useSession } from './session';

const Shell = lazy(() => import('./Shell'));
const SignIn = lazy(() => import('./SignIn'));
const SignInAgain = lazy(() => import('./SignInAgain'));
const SetPassword = lazy(() => import('./SetPassword'));

function Entrance() {
  const { t } = useTranslation();
  const { me, isLoading, isLost, failure } = useSession();
  const hash = useRouterState({ select: s => s.location.hash });
  const token = new URLSearchParams(hash).get('password');
  if (token) return <SetPassword token={token} />;
  if (isLoading)
    return (
      <Center h="100vh" role="status" aria-label={t('app.loading')}>
        <Loader />
      </Center>
    );
  if (!me && failure) return <Failure error={failure} />;
  if (!me) return <SignIn />;
  return (
    <>
      <Shell>
        <Outlet />
      </Shell>
      {isLost && <SignInAgain email={me.person.email} />}
    </>
  );
}

export function Root() {
  return (
    <SessionProvider>
      <Suspense>
        <Entrance />
      </Suspense>
    </SessionProvider>
  );
}

/// A page that one may not see looks as if it did not exist.
export function Guarded({ page, children }: { page: Page; children: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const { must_enrol_totp } = useMe();
  const title = t(page.title);
  useEffect(() => {
    document.title = `${title} · Vefa`;
  }, [title]);
  // Until then the server refuses all else.
  if (must_enrol_totp && page.path !== '/account') return <Navigate to="/account" replace />;
  if (page.permission && !may(page.permission)) return <NothingHere />;
  return children;
}
