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

/// Minor units of a currency, as many as it has.
export function useMinorMoney() {
  const { i18n } = useTranslation();
  return useMemo(
    () => (minor: number, currency: string) => {
      const said = new Intl.NumberFormat(i18n.language, { style: 'currency', currency });
      return said.format(minor / 10 ** (said.resolvedOptions().maximumFractionDigits ?? 2));
    },
    [i18n.language],
  );
}
