import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { withTexts } from '~/i18n';
import { About } from '~/modules/customers/About';
import classes from '~/modules/customers/customers.module.css';
import { PromisesTo } from '~/modules/customers/PromisesTo';
import { casesOfQuery, customerQuery } from '~/modules/customers/queries';
import type { CaseView } from './queries';

const CustomerActions = lazy(() =>
  withTexts(['customers'], () => import('~/modules/customers/CustomerActions')),
);

function OtherCases({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const cases = useQuery(casesOfQuery(view.summary.customer_id));
  const others = (cases.data ?? []).filter(row => row.id !== view.summary.id);
  if (others.length === 0) return null;
  return (
    <>
      <h3>{t('customer.other_cases')}</h3>
      <ul>
        {others.map(row => (
          <li key={row.id}>
            <Link to={`/case/${row.id}`}>
              <bdi>{row.subject}</bdi>
            </Link>{' '}
            · {t(`state.${row.state}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

/// Who she is to us: what to call her, what she speaks, how we kept our word, what she had to do
/// with us before.
export default function CustomerPanel({ view }: { view: CaseView }) {
  const customer = useQuery(customerQuery(view.summary.customer_id));
  const file = customer.data;
  if (!file) return null;
  return (
    <div className={classes.panel}>
      <Title order={2} size="h4">
        <Link to={`/customer/${file.customer.id}`} className={classes.plain}>
          <bdi>{file.customer.display_name}</bdi>
        </Link>
      </Title>
      <About file={file} />
      <PromisesTo customer={file.customer.id} most={5} />
      <OtherCases view={view} />
      <div className={classes.foot}>
        <Suspense>
          <CustomerActions file={file} keys={false} />
        </Suspense>
      </div>
    </div>
  );
}
