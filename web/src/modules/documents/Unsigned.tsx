import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Heading } from '~/ui/Heading';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { type Column, Rows } from '~/ui/Rows';
import type { DocumentView } from './queries';

function useColumns(): Column<DocumentView>[] {
  const { t } = useTranslation();
  const formats = useFormats();
  return [
    {
      head: t('documents.what'),
      cell: row => (
        <>
          {row.title} <bdi>{row.number}</bdi>
        </>
      ),
    },
    {
      head: t('documents.missing'),
      cell: row =>
        row.signatures
          .filter(one => !one.id)
          .map(one => [t(`documents.who_${one.who}`), one.name].filter(Boolean).join(': '))
          .join(' · '),
    },
    { head: t('documents.since'), cell: row => formats.due(row.made_at) },
    {
      head: t('documents.by_law'),
      cell: row => <bdi>{row.to_sign_by}</bdi>,
      isAside: true,
    },
  ];
}

/// Slips that the law wants signed and that are not, the oldest first.
export default function Unsigned() {
  const { t } = useTranslation();
  const columns = useColumns();
  const found = useInfiniteQuery({
    queryKey: ['documents', 'unsigned'],
    queryFn: ({ pageParam }) =>
      said(api.GET('/documents/unsigned', { params: { query: { cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  return (
    <>
      <Heading title={t('documents.unsigned')} />
      <Text size="sm" c="dimmed" mb="md" maw={720}>
        {t('documents.unsigned_about')}
      </Text>
      <Loaded query={found}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.items);
          if (rows.length === 0)
            return (
              <Empty title={t('documents.unsigned_none')} text={t('documents.unsigned_begin')} />
            );
          return (
            <Rows
              label={t('documents.unsigned')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/documents/case/${row.case_id}`}
              columns={columns}
            />
          );
        }}
      </Loaded>
      <MoreButton query={found} />
    </>
  );
}
