// A page is a folder in src/modules that says, in page.ts, where it stands and who may see it.
import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Schemas } from '~/api/client';

export type Permission = Schemas['Me']['permissions'][number];

interface PageCode {
  default: ComponentType;
  /// Asks for what it will show, before it is drawn; for this search of the address.
  ahead?: (search: Record<string, unknown>) => unknown;
}

export interface Page {
  path: string; // '/case/$id'
  load: () => Promise<PageCode>;
  title: string; // a text's key; the tab's and the menu's words
  permission?: Permission; // without it the page is not there
  isDaily?: boolean; // an agent goes there all day: its code is fetched before
  texts?: string[]; // further folders whose page_texts.json it needs
  /// Its place in the menu; a page without one is reached from others.
  menu?: { group: 'work' | 'lead'; order: number; icon: Icon; keys?: string } | SettingsPlace;
}

/// Settings have a menu of their own, in these parts.
export const settingsParts = ['company', 'people', 'service', 'mail', 'words', 'programs', 'watch'];
interface SettingsPlace {
  group: 'set_up';
  part?: 'company' | 'people' | 'service' | 'mail' | 'words' | 'programs' | 'watch';
  order: number;
  icon?: Icon;
  keys?: string;
}

const files = import.meta.glob<{ default: Page | Page[] }>('../modules/*/page.ts', { eager: true });

export type FiledPage = Page & { folder: string };

export const pages: FiledPage[] = Object.entries(files).flatMap(([path, file]) =>
  [file.default].flat().map(page => ({ ...page, folder: path.split('/').at(-2) ?? '' })),
);
