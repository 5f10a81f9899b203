// Loaded after the page stands: the library that draws weighs more than the rest of the screens.
import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { useDirection } from '@mantine/core';
import type { Line, Row } from './measures';
import classes from './trends.module.css';

interface Props {
  kind: 'line' | 'bar';
  rows: Row[];
  lines: Line[];
  said: (value: number) => string;
  day: (text: string) => string;
}

const colours = [
  'vefa.5',
  'orange.8',
  'indigo.6',
  'grape.6',
  'cyan.8',
  'yellow.9',
  'pink.8',
  'gray.7',
];
// A line is told apart by more than its colour.
const dashes = [undefined, '6 4', '2 3', '10 4 2 4'];

const besideRight = { transform: 'translate(10, 0)', fontSize: 12, fill: 'currentColor' };

/// The same figures stand in the table beside it, so that it is for eyes alone.
export default function Chart({ kind, rows, lines, said, day }: Props) {
  const isMirrored = useDirection().dir === 'rtl';
  const common = {
    h: 240,
    data: rows.map(row => ({ ...row, day: day(row.day) })),
    dataKey: 'day',
    withLegend: lines.length > 1,
    valueFormatter: said,
    classNames: { legend: classes.words, tooltip: classes.words },
    xAxisProps: { reversed: isMirrored, minTickGap: 24 },
    yAxisProps: {
      width: 64,
      // Mantine's own tick stands beside an axis on the left.
      ...(isMirrored && { orientation: 'right' as const, tick: besideRight }),
    },
  };
  const series = lines.map(({ key, label }, i) => ({
    name: key,
    label,
    color: colours[i % colours.length] as string,
    strokeDasharray: dashes[i % dashes.length],
  }));
  if (kind === 'bar')
    return <BarChart {...common} series={series} barChartProps={{ accessibilityLayer: false }} />;
  return (
    <LineChart
      {...common}
      series={series}
      connectNulls={false}
      curveType="linear"
      lineChartProps={{ accessibilityLayer: false }}
    />
  );
}
