import { type Page, pages } from './pages';
import { useMay } from './session';

export type MenuPage = Page & { menu: NonNullable<Page['menu']> };

/// The pages that this person may see, in the order of the menu.
export function useMenu(): MenuPage[] {
  const may = useMay();
  return pages
    .filter((p): p is MenuPage => p.menu !== undefined && (!p.permission || may(p.permission)))
    .sort((a, b) => a.menu.order - b.menu.order);
}
