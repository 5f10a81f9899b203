// Which language the screens speak. Texts lie in texts.json files beside the pages.
import i18next from 'i18next';
import ICU from 'i18next-icu';
import { initReactI18next } from 'react-i18next';
import { speak } from '~/api/client';

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

function first(): Language {
  const wished = [localStorage.getItem(remembered), ...navigator.languages];
  const known = wished.map(tag => languages.find(l => tag?.startsWith(l))).find(Boolean);
  return known ?? 'en';
}

export const current = () => i18next.language as Language;

export async function change(language: Language) {
  const texts = await files[language]();
  i18next.addResourceBundle(language, 'all', texts.default, true, true);
  await i18next.changeLanguage(language);
  localStorage.setItem(remembered, language);
  document.documentElement.lang = language;
  document.documentElement.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
  speak(language);
}

export async function start() {
  await i18next
    .use(ICU)
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
