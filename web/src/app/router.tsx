import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { withTexts } from '~/i18n';
import { Loading } from '~/ui/Loading';
import { NothingHere } from './NothingHere';
import { type FiledPage, pages } from './pages';
import { Guarded, Root } from './Root';

const root = createRootRoute({ component: Root, notFoundComponent: NothingHere });

function routeOf(page: FiledPage) {
  const Shown = lazy(() => withTexts([page.folder, ...(page.texts ?? [])], page.load));
  return createRoute({
    getParentRoute: () => root,
    path: page.path,
    component: () => (
      <Guarded page={page}>
        <Suspense fallback={<Loading />}>
          <Shown />
        </Suspense>
      </Guarded>
    ),
  });
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ location }) => {
    // The hash stays: an invitation's link carries its token there.
    throw redirect({ to: '/promises' as never, hash: location.hash, replace: true });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([home, ...pages.map(routeOf)]),
  basepath: '/app',
  defaultPreload: 'intent',
  scrollRestoration: true,
});
