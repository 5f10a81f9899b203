import { Alert, Anchor, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { OutcomeRows } from './OutcomeRows';
import type { Import } from './queries';

function Counts({ one }: { one: Import }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const counts = [
    ['created', one.created_count],
    ['updated', one.updated_count],
    ['skipped', one.skipped_count],
    ['failed', one.failed_count],
    ['removed', one.removed_count],
    ['kept', one.kept_count],
  ] as const;
  const isUndone = one.state === 'undoing' || one.state === 'undone';
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} component="dl" m={0}>
      {counts
        .filter(([name]) => isUndone || (name !== 'removed' && name !== 'kept'))
        .map(([name, count]) => (
          <div key={name}>
            <Text component="dt" size="xs" c="dimmed">
              {t(`row_outcome.${name}`)}
            </Text>
            <Text component="dd" m={0} fw={600}>
              {formats.number(count)}
            </Text>
          </div>
        ))}
    </SimpleGrid>
  );
}

function Running({ one }: { one: Import }) {
  const { t } = useTranslation();
  const isUndoing = one.state === 'undoing';
  const total = isUndoing ? one.created_count + one.updated_count : one.rows_total;
  const done = isUndoing ? one.removed_count + one.kept_count : one.rows_done;
  const percent = total > 0 ? Math.round((done / total) * 100) : 0;
  return (
    <Stack gap={4} role="status">
      <Text size="sm">{t('imports.progress', { done, total })}</Text>
      <Progress.Root size="lg">
        <Progress.Section value={percent} aria-label={t('imports.progress', { done, total })} />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {t('imports.goes_on')}
      </Text>
    </Stack>
  );
}

function Undo({ one }: { one: Import }) {
  const { t } = useTranslation();
  const params = { path: { import: one.id } };
  return (
    <ConfirmButton
      label={t('imports.undo')}
      explain={t('imports.undo_text')}
      act={() =>
        said(api.POST('/imports/{import}/undo', { params, body: { version: one.version } }))
      }
      stale={['import']}
      isGrave
    />
  );
}

/// What came of the rows: while it runs, when it is done, and after it was undone.
export function Outcome({ one }: { one: Import }) {
  const { t } = useTranslation();
  const isBusy = one.state === 'running' || one.state === 'undoing';
  return (
    <Stack gap="md">
      {isBusy && <Running one={one} />}
      {one.state === 'done' && (
        <Alert color="gray" variant="light" role="status">
          {t('imports.done', { rows: one.rows_done })}
        </Alert>
      )}
      <Counts one={one} />
      {one.failed_count > 0 && one.has_file && (
        <Anchor href={`/api/v1/imports/${one.id}/rejected.csv`} download>
          <Group gap={6} component="span">
            <IconDownload size={16} aria-hidden />
            {t('imports.rejected_file', { count: one.failed_count })}
          </Group>
        </Anchor>
      )}
      {one.state === 'done' && (
        <Group>
          <Undo one={one} />
        </Group>
      )}
      {!isBusy && <OutcomeRows one={one} />}
    </Stack>
  );
}
