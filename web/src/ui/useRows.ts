// A list that works by keyboard: j and k move, Enter opens, x chooses.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Key, useKeys } from '~/app/keys';

interface Options<T> {
  idOf: (row: T) => string;
  open: (row: T) => void;
  choose?: (row: T) => void;
}

export function useRows<T>(rows: T[], options: Options<T>) {
  const { t } = useTranslation();
  const { idOf, open, choose } = options;
  const [current, setCurrent] = useState<string>();
  const at = rows.findIndex(row => idOf(row) === current);
  useEffect(() => {
    if (!current) return;
    document.querySelector(`[data-row="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  function step(by: number) {
    const next = Math.min(rows.length - 1, Math.max(0, at + by));
    const row = rows[next];
    if (!row) return;
    setCurrent(idOf(row));
  }
  const onCurrent = (act: (row: T) => void) => () => {
    const row = rows[at];
    if (row) act(row);
  };
  const keys: Key[] = [
    { keys: 'j', label: t('rows.next'), run: () => step(1) },
    { keys: 'k', label: t('rows.previous'), run: () => step(-1) },
    { keys: 'Enter', label: t('rows.open'), run: onCurrent(open) },
  ];
  if (choose) keys.push({ keys: 'x', label: t('rows.choose'), run: onCurrent(choose) });
  useKeys(keys);
  /// Of the element that holds the rows; each row says its id in `data-row`.
  function onClick(event: { target: EventTarget }) {
    // What is in the row and does something itself does that alone.
    const target = event.target as HTMLElement;
    if (target.closest('a,button,input,label')) return;
    const id = target.closest<HTMLElement>('[data-row]')?.dataset.row;
    const row = rows.find(one => idOf(one) === id);
    if (row) open(row);
  }
  return { current, onClick };
}
