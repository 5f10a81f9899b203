import { ActionIcon, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface Props<T> {
  of: string; // what is moved, for who cannot see where the buttons stand
  list: T[];
  at: number;
  set: (list: T[]) => void;
}

/// Moves one of a list up or down, or takes it out.
export function Order<T>({ of, list, at, set }: Props<T>) {
  const { t } = useTranslation();
  function move(by: number) {
    const next = [...list];
    const [one] = next.splice(at, 1);
    next.splice(at + by, 0, one as T);
    set(next);
  }
  const button = (label: string, Icon: typeof IconTrash, run: () => void, isOff = false) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      disabled={isOff}
      aria-label={`${label}: ${of}`}
      onClick={run}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
  return (
    <Group gap={2} wrap="nowrap">
      {button(t('form.up'), IconArrowUp, () => move(-1), at === 0)}
      {button(t('form.down'), IconArrowDown, () => move(1), at === list.length - 1)}
      {button(t('form.remove'), IconTrash, () => set(list.filter((_, i) => i !== at)))}
    </Group>
  );
}
