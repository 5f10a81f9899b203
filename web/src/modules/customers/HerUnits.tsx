import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '~/app/session';
import { coverageQuery, type UnitSummary, unitsOfCustomerQuery } from '~/modules/units/queries';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import classes from './customers.module.css';

/// What is free for her and until when, in the words in which it is told to her.
function Covered({ unit }: { unit: string }) {
  const asked = useQuery(coverageQuery(unit, '', 'unknown'));
  if (!asked.isSuccess) return null;
  return asked.data.told.map(sentence => (
    <Text key={sentence} size="sm" c={asked.data.free.length === 0 ? 'dimmed' : undefined}>
      {sentence}
    </Text>
  ));
}

function HerUnit({ unit }: { unit: UnitSummary }) {
  return (
    <li>
      <Link to={`/unit/${unit.id}`}>
        <bdi>{unit.title}</bdi> <bdi dir="ltr">{unit.serial}</bdi>
      </Link>
      <Covered unit={unit.id} />
    </li>
  );
}

/// What she owns, and what of it is covered.
export function HerUnits({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const units = useQuery(unitsOfCustomerQuery(customer));
  return (
    <section className={classes.panel} aria-labelledby="her-units">
      <h2 id="her-units" className={classes.heading}>
        {t('customer.units')}
      </h2>
      {units.isPending && <Loading />}
      {units.isError && <Failure error={units.error} again={() => void units.refetch()} />}
      {units.data?.length === 0 && <Text c="dimmed">{t('customer.no_units')}</Text>}
      <ul>
        {units.data?.map(unit => (
          <HerUnit key={unit.id} unit={unit} />
        ))}
      </ul>
      {may('units_write') && (
        <Anchor component={Link} size="sm" to="/units/register" search={{ customer } as never}>
          {t('customer.register_unit')}
        </Anchor>
      )}
    </section>
  );
}
