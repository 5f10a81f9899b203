import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/// A decimal text of a currency, as the reader's language writes money.
export function useMoney() {
  const { i18n } = useTranslation();
  return useMemo(
    () => (amount: string, currency: string) =>
      new Intl.NumberFormat(i18n.language, { style: 'currency', currency }).format(Number(amount)),
    [i18n.language],
  );
}
