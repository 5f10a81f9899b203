import { useRouterState } from '@tanstack/react-router';
import { type FiledPage, pages } from './pages';
import { useMay } from './session';

export type MenuPage = FiledPage & { menu: NonNullable<FiledPage['menu']> };

/// The pages that this person may see, in the order of the menu.
export function useMenu(): MenuPage[] {
  const may = useMay();
  return pages
    .filter((p): p is MenuPage => p.menu !== undefined && (!p.permission || may(p.permission)))
    .sort((a, b) => a.menu.order - b.menu.order);
}

/// Whether one is among the settings, whose menu stands in the place of the other.
export function useIsSettings(): boolean {
  const path = useRouterState({ select: s => s.location.pathname });
  const isOf = (p: FiledPage) => p.menu?.group === 'set_up' && path.startsWith(p.path);
  return path.startsWith('/settings') || pages.some(isOf);
}
