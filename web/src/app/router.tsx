import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { type ComponentType, Suspense, useState } from 'react';
import { lazy, patiently } from '~/app/lazy';
import { withTexts } from '~/i18n';
import { Loading } from '~/ui/Loading';
import { NothingHere } from './NothingHere';
import { type FiledPage, pages } from './pages';
import { Guarded, Root } from './Root';

const root = createRootRoute({ component: Root, notFoundComponent: NothingHere });

interface Loaded {
  page: FiledPage;
  coming: ComponentType;
  here?: ComponentType; // once its code has come
}

function Whole({ loaded }: { loaded: Loaded }) {
  // The same from its first to its last drawing, or what is typed in it would be gone.
  const [{ Shown }] = useState(() => ({ Shown: loaded.here ?? loaded.coming }));
  return (
    <Guarded page={loaded.page}>
      <Suspense fallback={<Loading />}>
        <Shown />
      </Suspense>
    </Guarded>
  );
}

const daily: (() => Promise<void>)[] = [];

/// The code of the pages where one goes all day: they stand at once when one goes there.
export function fetchDaily() {
  for (const fetch of daily) void fetch();
}

function routeOf(page: FiledPage) {
  const load = () => patiently(() => withTexts([page.folder, ...(page.texts ?? [])], page.load));
  const loaded: Loaded = { page, coming: lazy(load) };
  // The router goes there once the page's code is here: React holds a sign of waiting, once shown,
  // for three tenths of a second.
  async function preload() {
    loaded.here = (await load()).default;
  }
  if (page.isDaily) daily.push(preload);
  return createRoute({
    getParentRoute: () => root,
    path: page.path,
    // On its way while the old page still stands, and not waited for.
    loader: ({ location }) => void load().then(code => code.ahead?.(location.search)),
    component: Object.assign(() => <Whole loaded={loaded} />, { preload }),
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
