import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { serverNow } from '~/app/clock';
import { useFormats } from '~/i18n/formats';
import { tellFailure } from '~/ui/notify';
import type { Interaction } from '../case/queries';
import { takenBack } from './takenBack';

const soonSeconds = 120;

/// An answer that lies in its undo time, or waits for the hour that was chosen.
export default function Undo({ message, caseId }: { message: Interaction; caseId: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const client = useQueryClient();
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const undo = useMutation({
    mutationFn: () =>
      said(
        api.DELETE('/cases/{case}/answers/{interaction}', {
          params: { path: { case: caseId, interaction: message.id } },
        }),
      ),
    onSuccess: () => {
      window.dispatchEvent(new CustomEvent(takenBack, { detail: message }));
      return client.invalidateQueries({ queryKey: ['case', caseId] });
    },
    onError: tellFailure,
  });
  const at = message.send_at ?? message.at;
  const seconds = Math.max(0, Math.ceil((new Date(at).getTime() - now) / 1000));
  return (
    <Group gap="xs" mt="xs">
      <Text size="sm" role="timer">
        {seconds > soonSeconds
          ? t('undo.later', { when: formats.instant(at) })
          : t('undo.soon', { seconds })}
      </Text>
      <Button
        size="compact-sm"
        variant="light"
        loading={undo.isPending}
        onClick={() => undo.mutate()}
      >
        {t('undo.go')}
      </Button>
    </Group>
  );
}
