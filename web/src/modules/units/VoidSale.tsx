import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import type { Sale } from './queries';
import { WithReason } from './WithReason';

interface Props {
  unit: string;
  sale: Sale;
  close: () => void;
  after: () => void;
}

/// It was no sale, or another one.
export default function VoidSale({ unit, sale, close, after }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const params = { path: { sale: sale.id } };
  const { version } = sale;
  return (
    <WithReason
      unit={unit}
      title={`${t('sales.void')}: ${formats.date(sale.sold_on)}`}
      freshens={['unit', unit]}
      close={close}
      after={after}
      explain={t('sales.void_explain')}
      go={t('sales.void')}
      label={t('sales.void_reason')}
      isFirst
      send={why => said(api.POST('/sales/{sale}/void', { params, body: { version, ...why } }))}
    />
  );
}
