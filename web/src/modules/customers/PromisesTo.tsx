import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { promisesToQuery } from './queries';

/// How we kept our word to her, on all her cases; the broken ones first, since she remembers them.
export function PromisesTo({ customer, most }: { customer: string; most: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data } = useQuery(promisesToQuery(customer));
  if (!data || data.kept + data.broken + data.pending === 0) return null;
  const rank = { broken: 0, pending: 1, kept: 2, withdrawn: 3 };
  const shown = [...data.items].sort((a, b) => rank[a.state] - rank[b.state]).slice(0, most);
  return (
    <>
      <h3>{t('customer.promises')}</h3>
      <Text size="sm">
        {t('customer.promises_sum', {
          kept: formats.number(data.kept),
          broken: formats.number(data.broken),
          pending: formats.number(data.pending),
        })}
      </Text>
      <ul>
        {shown.map(p => (
          <li key={p.id} style={p.state === 'broken' ? { color: 'var(--vefa-risk)' } : undefined}>
            {t(`promise.${p.kind}`)} · {formats.due(p.due_at)} · {t(`promise_state.${p.state}`)} ·{' '}
            <Link to={`/case/${p.case_id}`}>
              <bdi>{p.case_number}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
