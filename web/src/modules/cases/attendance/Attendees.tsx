import { Text } from '@mantine/core';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Attendance } from './attendance';

/// Who else is at the case: in words, with a shape that tells a reader from a writer.
export function Attendees({ list }: { list: Attendance[] }) {
  const { t } = useTranslation();
  if (list.length === 0) return null;
  const isWriting = list.some(one => one.doing === 'writing');
  const Icon = isWriting ? IconPencil : IconEye;
  const names = list.map(one =>
    one.doing === 'writing' ? t('attendance.writing', { name: one.staff_name }) : one.staff_name,
  );
  return (
    <Text size="sm" c="dimmed" truncate>
      <Icon size={14} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
      {t('attendance.here', { names: names.join(', ') })}
    </Text>
  );
}
