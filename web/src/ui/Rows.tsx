import { Table } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './Rows.module.css';
import { useRows } from './useRows';

export interface Column<R> {
  head: string;
  cell: (row: R) => ReactNode;
  isAside?: boolean; // left out where there is little room
}

interface Props<R> {
  label: string;
  rows: R[];
  idOf: (row: R) => string;
  to?: (row: R) => string; // where a row leads
  columns: Column<R>[];
}

/// A list among the settings: j and k move, Enter opens.
export function Rows<R>({ label, rows, idOf, to, columns }: Props<R>) {
  const navigate = useNavigate();
  const list = useRows(rows, { idOf, open: row => to && void navigate({ to: to(row) }) });
  return (
    <div className={classes.frame}>
      <Table className={classes.table} verticalSpacing={8} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ head, isAside }) => (
              <Table.Th key={head} data-aside={isAside || undefined}>
                {head}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody onClick={list.onClick}>
          {rows.map(row => (
            <Table.Tr
              key={idOf(row)}
              data-row={idOf(row)}
              data-opens={to ? true : undefined}
              data-current={idOf(row) === list.current || undefined}
            >
              {columns.map(({ head, cell, isAside }, i) => (
                <Table.Td key={head} data-aside={isAside || undefined}>
                  {i === 0 && to ? <Link to={to(row)}>{cell(row)}</Link> : cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
