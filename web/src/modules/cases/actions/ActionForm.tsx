import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefusal, type Refusal } from '~/api/client';
import { FailureNote } from '~/ui/Failure';
import type { CaseView } from '../case/queries';

interface Props {
  view: CaseView;
  close: () => void;
  explain: string; // what this will do, in a sentence
  go: string; // the button's word
  send: () => Promise<unknown>;
  fields?: string[]; // that show their own problems
  isReady?: boolean;
  after?: (answer: unknown) => void;
  children?: (refusal: Refusal | undefined) => ReactNode;
}

/// A form of a few fields: says what it does, sends, names what was refused, keeps what was typed.
export function ActionForm({
  view,
  close,
  explain,
  go,
  send,
  fields = [],
  isReady = true,
  after,
  children,
}: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: send,
    onSuccess: async answer => {
      close();
      after?.(answer);
      await client.invalidateQueries({ queryKey: ['case', view.summary.id] });
    },
    onError: error => {
      // Someone else changed the case: what is shown behind is brought up to date at once.
      if (asRefusal(error).code === 'stale')
        void client.invalidateQueries({ queryKey: ['case', view.summary.id] });
    },
  });
  const refusal = act.error ? asRefusal(act.error) : undefined;
  function submit(event: FormEvent) {
    event.preventDefault();
    act.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          {explain}
        </Text>
        {children?.(refusal)}
        <FailureNote refusal={refusal} but={fields} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" loading={act.isPending} disabled={!isReady}>
            {go}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
