import { useTranslation } from 'react-i18next';

/// Whose law a pack is: "TR" is Turkey.
export function useCountry() {
  const { i18n } = useTranslation();
  return (code: string) =>
    new Intl.DisplayNames(i18n.language, { type: 'region', fallback: 'code' }).of(code) ?? code;
}
