import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { About } from '~/modules/customers/About';
import classes from '~/modules/customers/customers.module.css';
import { casesOfQuery, customerQuery } from '~/modules/customers/queries';
import type { CaseView } from './queries';

function OtherCases({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const cases = useQuery(casesOfQuery(view.summary.customer_id));
  const others = (cases.data ?? []).filter(row => row.id !== view.summary.id);
  const linked = new Set(view.links.map(link => link.case_id));
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
            {linked.has(row.id) && ` · ${t('customer.linked')}`}
          </li>
        ))}
      </ul>
    </>
  );
}

/// What we promised on this case, and what became of it.
function Promises({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const settled = view.promises.filter(p => p.state === 'kept' || p.state === 'broken');
  if (settled.length === 0) return null;
  return (
    <>
      <h3>{t('customer.promises')}</h3>
      <ul>
        {settled.map(p => (
          <li key={p.id} style={p.state === 'broken' ? { color: 'var(--vefa-risk)' } : undefined}>
            {t(`promise.${p.kind}`)} · {formats.instant(p.due_at)} · {t(`promise_state.${p.state}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

/// Who she is to us: what to call her, what she speaks, what she had to do with us before.
export function CustomerPanel({ view }: { view: CaseView }) {
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
      <Promises view={view} />
      <OtherCases view={view} />
    </div>
  );
}
