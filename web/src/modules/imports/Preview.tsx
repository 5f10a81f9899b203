import { Badge, ScrollArea, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import classes from './imports.module.css';
import { useMeanings } from './meanings';
import type { Import, Settings } from './queries';

type Row = Schemas['PreviewRow'];

function WhatOf({ row }: { row: Row }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isBad = row.outcome === 'failed';
  return (
    <>
      <Badge variant={isBad ? 'default' : 'light'} color="gray" size="sm">
        {t(`row_outcome.${row.outcome}`)}
      </Badge>{' '}
      {row.due_at && t('imports.promised', { due: formats.instant(row.due_at) })}
      {row.problems
        .filter(one => one.column < 0)
        .map(one => (
          <Text key={one.text} size="xs">
            {one.text}
          </Text>
        ))}
    </>
  );
}

function CellsOf({ row, columns }: { row: Row; columns: number }) {
  return Array.from({ length: columns }, (_, i) => {
    const problem = row.problems.find(one => one.column === i);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
      <Table.Td key={i} className={classes.cell} data-bad={problem ? true : undefined}>
        <div className={classes.words}>
          <bdi>{row.cells[i]}</bdi>
        </div>
        {problem && <div className={classes.problem}>{problem.text}</div>}
      </Table.Td>
    );
  });
}

interface Props {
  one: Import;
  settings: Settings;
  change: (part: Partial<Settings>) => void;
  isSaved: boolean;
}

/// The file's columns, each with what it means, over the first rows as they would be.
export function Preview({ one, settings, change, isSaved }: Props) {
  const { t } = useTranslation();
  const meanings = useMeanings(one.target);
  const preview = useQuery({
    queryKey: ['import', one.id, 'preview', one.version],
    queryFn: () =>
      said(api.POST('/imports/{import}/preview', { params: { path: { import: one.id } } })),
    enabled: isSaved,
    placeholderData: before => before,
    retry: false,
  });
  const mean = (at: number, value: string) =>
    change({ mapping: settings.mapping.map((old, i) => (i === at ? value : old)) });
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h5">
        {t('imports.columns')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('imports.columns_text')}
      </Text>
      <ScrollArea
        type="auto"
        offsetScrollbars="x"
        viewportProps={{ tabIndex: 0, 'aria-label': t('imports.columns') }}
      >
        <Table className={classes.table} aria-label={t('imports.columns')} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('imports.becomes')}</Table.Th>
              {one.columns.map((column, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may bear one name
                <Table.Th key={i} className={classes.cell}>
                  <bdi>{column}</bdi>
                  <Select
                    size="xs"
                    mt={4}
                    aria-label={t('imports.meaning_of', { column })}
                    searchable
                    allowDeselect={false}
                    data={[{ value: '', label: t('imports.left_out') }, ...meanings]}
                    value={settings.mapping[i] ?? ''}
                    onChange={value => mean(i, value ?? '')}
                  />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody aria-busy={preview.isFetching}>
            {preview.data?.rows.map(row => (
              <Table.Tr key={row.row}>
                <Table.Td className={classes.cell}>
                  <WhatOf row={row} />
                </Table.Td>
                <CellsOf row={row} columns={one.columns.length} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Stack>
  );
}
