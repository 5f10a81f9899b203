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

/// A sum as somebody wrote it, in minor units of its currency; none where it is no sum above zero.
export function minorOf(written: string, currency: string): number | undefined {
  const text = written.trim().replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(text)) return undefined;
  const style = { style: 'currency', currency } as const;
  const digits = new Intl.NumberFormat('en', style).resolvedOptions().maximumFractionDigits ?? 2;
  const [whole = '0', part = ''] = text.split('.');
  if (part.length > digits) return undefined;
  const minor = Number(whole + part.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) && minor > 0 ? minor : undefined;
}
