import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { useMoney } from '~/i18n/money';

// What each field is called; of others it is enough that they changed.
const names: Record<string, string> = {
  serial: 'units.serial',
  description: 'unit_change.described',
  manufactured_on: 'unit_change.made',
  sold_on: 'sales.sold_on',
  customer_id: 'sales.buyer',
  price: 'sales.price',
  country: 'sales.country',
  consumer: 'sales.business',
  used_goods: 'sales.used_goods',
  seller: 'sales.seller',
  number: 'register.number',
  delivered_on: 'sales.delivered_on',
  commissioned_on: 'sales.commissioned_on',
};

type Value = string | boolean | null | undefined;

function Said({ name, value }: { name: string; value: Value }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const money = useMoney();
  if (value === null || value === undefined || value === '') return t('sales.by_nobody');
  if (name === 'customer_id') return <Link to={`/customer/${value}`}>{t('unit.somebody')}</Link>;
  // Asked is whether it was for a trade; kept is whether it was for a consumer.
  if (typeof value === 'boolean')
    return t((name === 'consumer') !== value ? 'field.yes' : 'field.no');
  const [amount = '', currency = ''] = value.split(' ');
  if (name === 'price') return <bdi>{money(amount, currency)}</bdi>;
  if (name === 'country')
    return new Intl.DisplayNames(i18n.language, { type: 'region' }).of(value) ?? value;
  return <bdi>{name.endsWith('_on') ? formats.date(value) : value}</bdi>;
}

/// What it was before, and is since.
export function Changes({ details }: { details: Record<string, unknown> }) {
  const { t } = useTranslation();
  const fields = Object.keys(names).filter(name => Array.isArray(details[name]));
  return fields.map(name => {
    const [before, now] = details[name] as [Value, Value];
    return (
      <Text key={name} size="sm">
        {t(names[name] as string)}:{' '}
        <del>
          <Said name={name} value={before} />
        </del>{' '}
        <Said name={name} value={now} />
      </Text>
    );
  });
}
