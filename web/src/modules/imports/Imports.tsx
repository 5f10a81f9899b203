import { Badge, Button, FileButton, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { FailureNote } from '~/ui/Failure';
import { MoreButton } from '~/ui/MoreButton';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { type Import, type Target, targets, upload } from './queries';

function Upload() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const take = useMutation({
    mutationFn: ({ target, file }: { target: Target; file: File }) => upload(target, file),
    onSuccess: made => void navigate({ to: `/settings/imports/${made.id}` }),
  });
  const refusal = take.error ? asRefusal(take.error) : undefined;
  const button = (target: Target) => (
    <FileButton
      key={target}
      accept=".csv,.txt,.tsv,text/csv,text/plain"
      onChange={file => file && take.mutate({ target, file })}
    >
      {props => (
        <Button
          {...props}
          variant={target === 'customers' ? 'filled' : 'default'}
          loading={take.isPending && take.variables?.target === target}
          leftSection={<IconUpload size={16} aria-hidden />}
        >
          {t(`import_target.${target}`)}
        </Button>
      )}
    </FileButton>
  );
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="sm">
        <Title order={2} size="h5">
          {t('imports.upload')}
        </Title>
        <Text size="sm">{t('imports.upload_text')}</Text>
        <Group>{targets.map(button)}</Group>
        <FailureNote refusal={refusal} />
      </Stack>
    </Paper>
  );
}

export function StateBadge({ one }: { one: Import }) {
  const { t } = useTranslation();
  const isBusy = one.state === 'running' || one.state === 'undoing';
  return (
    <Badge variant="light" color={isBusy ? undefined : 'gray'} size="sm">
      {t(`import_state.${one.state}`)}
    </Badge>
  );
}

export default function Imports() {
  const { t } = useTranslation();
  const formats = useFormats();
  const imports = useInfiniteQuery({
    queryKey: ['import', 'all'],
    queryFn: ({ pageParam }) =>
      said(api.GET('/imports', { params: { query: { cursor: pageParam || undefined } } })),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  const rows = imports.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <SettingsPage title={t('imports.title')} about={t('imports.about')} isWide>
      <Upload />
      {imports.isSuccess && rows.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('imports.none')}
        </Text>
      )}
      {rows.length > 0 && (
        <Rows
          label={t('imports.title')}
          rows={rows}
          idOf={one => one.id}
          to={one => `/settings/imports/${one.id}`}
          columns={[
            { head: t('imports.file'), cell: one => <bdi>{one.name}</bdi> },
            { head: t('imports.target'), cell: one => t(`import_target.${one.target}`) },
            { head: t('form.state'), cell: one => <StateBadge one={one} /> },
            { head: t('imports.rows'), cell: one => formats.number(one.rows_total) },
            {
              head: t('imports.by'),
              isAside: true,
              cell: one => (
                <>
                  <bdi>{one.created_by_name}</bdi> · {formats.instant(one.created_at)}
                </>
              ),
            },
          ]}
        />
      )}
      <MoreButton query={imports} />
    </SettingsPage>
  );
}
