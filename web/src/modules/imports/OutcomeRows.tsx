import { SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { MoreButton } from '~/ui/MoreButton';
import type { Import, RowOutcome } from './queries';

type Row = Schemas['ImportedRow'];

function RowLine({ one, row }: { one: Import; row: Row }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Table.Tr>
      <Table.Td>{formats.number(row.row)}</Table.Td>
      <Table.Td>
        {row.customer_id && (
          <Link to={`/customer/${row.customer_id}`}>{t('imports.customer')}</Link>
        )}{' '}
        {row.case_id && <Link to={`/case/${row.case_id}`}>{t('imports.case')}</Link>}
        {row.unit_id && <Link to={`/unit/${row.unit_id}`}>{t('imports.unit')}</Link>}
        {row.product_id && t('imports.product')}{' '}
        <bdi>{row.cells.filter(Boolean).slice(0, 3).join(' · ')}</bdi>
      </Table.Td>
      <Table.Td>
        {row.problems.map(problem => (
          <div key={`${problem.column}${problem.text}`}>
            {problem.column >= 0 && (
              <Text span fw={600} size="sm">
                <bdi>{one.columns[problem.column]}</bdi>:{' '}
              </Text>
            )}
            {problem.text}
          </div>
        ))}
      </Table.Td>
    </Table.Tr>
  );
}

/// The rows by what became of them, those that want a hand first.
export function OutcomeRows({ one }: { one: Import }) {
  const { t } = useTranslation();
  const all: [RowOutcome, boolean][] = [
    ['kept', one.kept_count > 0],
    ['failed', one.failed_count > 0],
    ['skipped', one.skipped_count > 0],
    ['updated', one.updated_count > 0 && one.state === 'done'],
    ['created', one.created_count > 0 && one.state === 'done'],
  ];
  const there = all.filter(([, is]) => is).map(([name]) => name);
  const [chosen, choose] = useState<RowOutcome>();
  const outcome = chosen && there.includes(chosen) ? chosen : there[0];
  const rows = useInfiniteQuery({
    queryKey: ['import', one.id, 'rows', outcome, one.version],
    enabled: outcome !== undefined,
    queryFn: ({ pageParam }) =>
      said(
        api.GET('/imports/{import}/rows', {
          params: {
            path: { import: one.id },
            query: { outcome, cursor: pageParam || undefined },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  if (!outcome) return null;
  return (
    <Stack gap="xs" component="section" align="flex-start">
      <SegmentedControl
        aria-label={t('imports.rows')}
        data={there.map(value => ({ value, label: t(`row_outcome.${value}`) }))}
        value={outcome}
        onChange={value => choose(value as RowOutcome)}
      />
      <Table aria-label={t('imports.rows')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('imports.row')}</Table.Th>
            <Table.Th>{t('imports.what')}</Table.Th>
            <Table.Th>{t('imports.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.data?.pages
            .flatMap(page => page.items)
            .map(row => (
              <RowLine key={row.row} one={one} row={row} />
            ))}
        </Table.Tbody>
      </Table>
      <MoreButton query={rows} />
    </Stack>
  );
}
