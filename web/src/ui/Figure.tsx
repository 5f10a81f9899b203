import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import classes from './figures.module.css';

export interface Way {
  to: string;
  search?: Record<string, string>;
}

interface Props {
  label: string;
  value: string;
  note?: string;
  way?: Way; // to the rows behind it
  isBad?: boolean;
}

/// One number in large, with its words; it can be pressed where there are rows behind it.
export function Figure({ label, value, note, way, isBad }: Props) {
  const inside = (
    <>
      <span className={classes.value}>
        {isBad && <IconAlertTriangle size={20} aria-hidden />}
        {value}
      </span>
      <span className={classes.label}>{label}</span>
      {note && (
        <Text span size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </>
  );
  if (!way) return <div className={classes.figure}>{inside}</div>;
  return (
    <Link
      to={way.to}
      search={way.search as never}
      className={classes.figure}
      data-bad={isBad || undefined}
    >
      {inside}
    </Link>
  );
}

/// A number in a table: a link where there is something behind it, a dash where there is nothing.
export function Count({ n, text, way }: { n: number; text: string; way: Way }) {
  if (n === 0) return <span className={classes.none}>0</span>;
  return (
    <Link to={way.to} search={way.search as never} className={classes.count}>
      {text}
    </Link>
  );
}
