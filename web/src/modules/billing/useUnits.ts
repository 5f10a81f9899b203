import { useTranslation } from 'react-i18next';
import { useMoney } from '~/i18n/money';
import type { BillLine } from './queries';

/// "2 of 4: €20.00" for each number of units of a line that can be approved; all of them last.
export function useUnits() {
  const { t } = useTranslation();
  const money = useMoney();
  return (line: BillLine, currency: string) =>
    line.gross_of_units.map((gross, i) => ({
      value: String(i + 1),
      label: t('quote.units_of', {
        units: i + 1,
        all: line.gross_of_units.length,
        amount: money(gross, currency),
      }),
    }));
}
