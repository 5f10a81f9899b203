import { ActionIcon, Button, FileButton, Group, Text } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { tellFailure } from '~/ui/notify';
import type { Draft } from './draft';

type File_ = Schemas['AttachmentView'];

const upload = (file: File) =>
  said<File_>(
    api.POST('/attachments', {
      params: { query: { name: file.name } },
      body: file as never,
      bodySerializer: body => body,
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
    }) as never,
  );

export function Attachments({
  draft,
  change,
}: {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const add = useMutation({
    mutationFn: (files: File[]) => Promise.all(files.map(upload)),
    onSuccess: taken => change({ attachments: [...draft.attachments, ...taken] }),
    onError: tellFailure,
  });
  return (
    <Group gap="xs">
      <FileButton multiple onChange={files => files.length > 0 && add.mutate(files)}>
        {props => (
          <Button
            {...props}
            size="compact-xs"
            variant="subtle"
            loading={add.isPending}
            leftSection={<IconPaperclip size={14} aria-hidden />}
          >
            {t('reply.attach')}
          </Button>
        )}
      </FileButton>
      {draft.attachments.map(file => (
        <Group key={file.id} gap={2}>
          <Text size="sm">
            <bdi>{file.name}</bdi> ({formats.size(file.size_bytes)})
          </Text>
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('reply.detach', { name: file.name })}
            onClick={() => change({ attachments: draft.attachments.filter(f => f.id !== file.id) })}
          >
            <IconX size={12} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
    </Group>
  );
}
