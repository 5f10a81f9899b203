import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '~/app/session';
import { Empty } from '~/ui/Empty';

/// Nothing fits the filters; or nobody has come yet, and the house may have to open its doors first.
export function NoCases({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  if (isFiltered) return <Empty title={t('queue.none')} text={t('queue.none_text')} />;
  return (
    <Empty title={t('queue.empty')} text={t('queue.empty_text')}>
      <Group justify="center" gap="xs">
        {may('cases_write') && (
          <Button component={Link} to="/new-case">
            {t('new_case.title')}
          </Button>
        )}
        {may('settings_write') && (
          <Button component={Link} to="/settings/set-up" variant="default">
            {t('set_up.title')}
          </Button>
        )}
      </Group>
    </Empty>
  );
}
