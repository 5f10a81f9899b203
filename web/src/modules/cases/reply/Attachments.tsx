import { ActionIcon, Button, FileButton, Group, Text } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ClipboardEvent, type DragEvent, useRef } from 'react';
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

export type Adding = ReturnType<typeof useAttach>;

/// Takes files in, chosen, dropped or pasted; each is stored before it is shown.
export function useAttach(draft: Draft, change: (part: Partial<Draft>) => void) {
  const latest = useRef(draft);
  latest.current = draft;
  return useMutation({
    mutationFn: (files: File[]) => Promise.all(files.map(upload)),
    onSuccess: taken => change({ attachments: [...latest.current.attachments, ...taken] }),
    onError: tellFailure,
  });
}

/// For the box one writes in: files that are dropped on it or pasted into it.
export function takesFiles(add: Adding) {
  const take = (event: DragEvent | ClipboardEvent, files: FileList | undefined) => {
    if (!files?.length) return;
    event.preventDefault();
    add.mutate([...files]);
  };
  return {
    onDrop: (event: DragEvent) => take(event, event.dataTransfer?.files),
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData?.files),
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault();
    },
  };
}

interface Props {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  add: Adding;
}

export function Attachments({ draft, change, add }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
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
