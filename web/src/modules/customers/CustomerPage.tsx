import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { About } from './About';
import CustomerActions from './CustomerActions';
import classes from './customers.module.css';
import { HerUnits } from './HerUnits';
import { History } from './History';
import { PromisesTo } from './PromisesTo';
import { casesOfQuery, customerQuery } from './queries';

function Cases({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const cases = useQuery(casesOfQuery(customer));
  if (cases.isPending) return <Loading />;
  if (cases.isError) return <Failure error={cases.error} again={() => void cases.refetch()} />;
  return (
    <section className={classes.panel} aria-labelledby="her-cases">
      <h2 id="her-cases" className={classes.heading}>
        {t('customer.cases')}
      </h2>
      {cases.data.length === 0 && <Text c="dimmed">{t('customer.no_cases')}</Text>}
      <ul>
        {cases.data.map(row => (
          <li key={row.id}>
            <Link to={`/case/${row.id}`}>
              <bdi>{row.number}</bdi> · <bdi>{row.subject}</bdi>
            </Link>{' '}
            <Text span size="sm" c="dimmed">
              · {t(`kind.${row.kind}`)} · {t(`state.${row.state}`)} · {formats.day(row.opened_at)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

/// Everything about this customer on one page.
export default function CustomerPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const customer = useQuery(customerQuery(id));
  const name = customer.data?.customer.display_name;
  useEffect(() => {
    if (name) document.title = `${name} · Vefa`;
  }, [name]);
  if (customer.isError)
    return <Failure error={customer.error} again={() => void customer.refetch()} />;
  if (!customer.data) return <Loading />;
  return (
    <>
      <Heading title={<bdi>{name}</bdi>}>
        <CustomerActions file={customer.data} />
      </Heading>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <div className={classes.panel}>
          <h2 className={classes.heading}>{t('customer.about')}</h2>
          <About file={customer.data} edit={may('customers_write')} />
        </div>
        <Stack>
          {may('cases_read') && <Cases customer={id} />}
          {may('goods_read') && <HerUnits customer={id} />}
          <section className={classes.panel}>
            <PromisesTo customer={id} most={30} />
            <History customer={id} />
          </section>
        </Stack>
      </SimpleGrid>
    </>
  );
}
