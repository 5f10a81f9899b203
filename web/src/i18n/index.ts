// Which language the screens speak. Texts lie beside the pages: build/texts.ts.

import foldersWithTexts from 'virtual:page_texts';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from '~/api/client';
import { icu } from './icu';

export type Language = 'en' | 'tr' | 'hu' | 'he';
export const languages: Language[] = ['en', 'tr', 'hu', 'he'];
/// In their own words, for whoever cannot read the others.
export const languageNames: Record<Language, string> = {
  en: 'English',
  tr: 'Türkçe',
  hu: 'Magyar',
  he: 'עברית',
};
export const isRightToLeft = (language: string) => language === 'he';

const remembered = 'vefa.language';
const files = {
  en: () => import('virtual:texts/en'),
  tr: () => import('virtual:texts/tr'),
  hu: () => import('virtual:texts/hu'),
  he: () => import('virtual:texts/he'),
};
const pageFiles = {
  en: () => import('virtual:page_texts/en'),
  tr: () => import('virtual:page_texts/tr'),
  hu: () => import('virtual:page_texts/hu'),
  he: () => import('virtual:page_texts/he'),
};

function first(): Language {
  const wished = [localStorage.getItem(remembered), ...navigator.languages];
  const known = wished.map(tag => languages.find(l => tag?.startsWith(l))).find(Boolean);
  return known ?? 'en';
}

export const current = () => i18next.language as Language;

const shown = new Set<string>(); // folders whose pages somebody has been to

async function fetchOf(language: Language, folders: string[]) {
  if (folders.length === 0) return;
  const known = (await pageFiles[language]()).default;
  for (const texts of await Promise.all(folders.map(folder => known[folder]?.())))
    if (texts) i18next.addResourceBundle(language, 'all', texts.default);
}

/// A page of these folders, loaded together with what it says.
export async function withTexts<T>(folders: string[], load: () => Promise<T>): Promise<T> {
  const own = folders.filter(folder => foldersWithTexts.includes(folder));
  const wanted = own.length > 0 ? ['ui', ...own] : [];
  const missing = wanted.filter(folder => !shown.has(folder));
  const [page] = await Promise.all([load(), fetchOf(current(), missing)]);
  for (const folder of missing) shown.add(folder);
  return page;
}

/// Who speaks another language than the screens: a customer who reads and signs on ours.
export async function speakerOf(language: Language, folders: string[]) {
  const [texts] = await Promise.all([files[language](), fetchOf(language, ['ui', ...folders])]);
  i18next.addResourceBundle(language, 'all', texts.default);
  return i18next.cloneInstance({ lng: language });
}

export async function change(language: Language) {
  const [texts] = await Promise.all([files[language](), fetchOf(language, [...shown])]);
  i18next.addResourceBundle(language, 'all', texts.default);
  await i18next.changeLanguage(language);
  localStorage.setItem(remembered, language);
  document.documentElement.lang = language;
  document.documentElement.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
  speak(language);
}

export async function start() {
  await i18next
    .use(icu)
    .use(initReactI18next)
    .init({
      lng: first(),
      fallbackLng: false,
      ns: ['all'],
      defaultNS: 'all',
      keySeparator: false,
      nsSeparator: false,
      returnEmptyString: false,
      resources: {},
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  await change(first());
}
