import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';

const wordsOf = (text: string) =>
  new Set(
    text
      .toLocaleLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(word => word.length > 2),
  );

/// Half of the shorter subject's words stand in the other one: the server's own rule.
export function soundsAlike(a: string, b: string): boolean {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  const [short, long] = x.size < y.size ? [x, y] : [y, x];
  if (short.size === 0) return false;
  return [...short].filter(word => long.has(word)).length * 2 >= short.size;
}

/// Her open cases, before a second one is opened for the same concern.
export function MaybeSame({ customer, subject }: { customer: { id: string }; subject: string }) {
  const { t } = useTranslation();
  const cases = useQuery({
    queryKey: ['cases', 'of', customer.id],
    queryFn: async () =>
      (
        await said(
          api.GET('/cases', { params: { query: { customer_id: customer.id, limit: 20 } } }),
        )
      ).items,
  });
  const open = (cases.data ?? []).filter(row => row.state !== 'closed');
  if (open.length === 0) return null;
  const alike = open.filter(row => soundsAlike(row.subject, subject));
  const list = alike.length > 0 ? alike : open;
  return (
    <Alert
      variant="light"
      color={alike.length > 0 ? 'yellow' : 'gray'}
      role="status"
      title={t(alike.length > 0 ? 'new_case.alike' : 'new_case.has_open')}
    >
      {list.slice(0, 5).map(row => (
        <Text size="sm" key={row.id}>
          <Link to={`/case/${row.id}`}>
            <bdi>{row.number}</bdi> · <bdi>{row.subject}</bdi>
          </Link>
        </Text>
      ))}
    </Alert>
  );
}
