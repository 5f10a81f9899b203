import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { withTexts } from '~/i18n';
import { Failure } from '~/ui/Failure';
import { NothingHere } from './NothingHere';
import type { Page } from './pages';
import { SessionProvider, useMay, useMe, useSession } from './session';

const Shell = lazy(() => import('./Shell'));
const SignIn = lazy(() => import('./SignIn'));
const SignInAgain = lazy(() => import('./SignInAgain'));
const FirstStart = lazy(() =>
  withTexts(['set_up', 'company'], () => import('~/modules/set_up/FirstStart')),
);
const SetPassword = lazy(() => import('./SetPassword'));

/// Nobody is signed in: the form to do so, or on a new server the one that makes the first account.
function WayIn() {
  const start = useQuery({
    queryKey: ['first_start'],
    queryFn: () => said(api.GET('/first-start')),
  });
  if (start.isPending) return null;
  return start.data?.awaits_first_start ? <FirstStart /> : <SignIn />;
}

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
  if (!me) return <WayIn />;
  return (
    <>
      <Shell>
        <Outlet />
      </Shell>
      <Suspense>{isLost && <SignInAgain email={me.person.email} />}</Suspense>
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
