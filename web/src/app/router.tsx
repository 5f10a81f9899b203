import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { withTexts } from '~/i18n';
import { Loading } from '~/ui/Loading';
import { NothingHere } from './NothingHere';
import { type FiledPage, pages } from './pages';
import { Guarded, Root } from './Root';

const root = createRootRoute({ component: Root, notFoundComponent: NothingHere });

function routeOf(page: FiledPage) {
  const load = () => withTexts([page.folder, ...(page.texts ?? [])], page.load);
  const Coming = lazy(load);
  let Here: ComponentType | undefined;
  function Whole() {
    // The same from its first to its last drawing, or what is typed in it would be gone.
    const [{ Shown }] = useState(() => ({ Shown: Here ?? Coming }));
    return (
      <Guarded page={page}>
        <Suspense fallback={<Loading />}>
          <Shown />
        </Suspense>
      </Guarded>
    );
  }
  // The router goes there once the page's code is here: React holds a sign of waiting, once shown,
  // for three tenths of a second.
  async function preload() {
    Here = (await load()).default;
  }
  return createRoute({
    getParentRoute: () => root,
    path: page.path,
    component: Object.assign(Whole, { preload }),
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
