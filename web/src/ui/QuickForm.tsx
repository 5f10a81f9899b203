import { Button, Group, Stack, Text } from '@mantine/core';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefusal, type Refusal } from '~/api/client';
import { FailureNote } from './Failure';

export interface QuickFormProps {
  freshens: QueryKey; // what it makes stale
  close: () => void;
  explain: string; // what this will do, in a sentence
  go: string; // the button's word
  send: () => Promise<unknown>;
  fields?: string[]; // that show their own problems
  isReady?: boolean;
  after?: (answer: unknown) => void;
  children?: (refusal: Refusal | undefined) => ReactNode;
}

/// A form of a few fields: says what it does, sends, names what was refused until something of it is
/// changed, keeps what was typed.
export function QuickForm({
  freshens,
  close,
  explain,
  go,
  send,
  fields = [],
  isReady = true,
  after,
  children,
}: QuickFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: send,
    onSuccess: async answer => {
      close();
      after?.(answer);
      await client.invalidateQueries({ queryKey: freshens });
    },
    onError: error => {
      // Someone else changed it: what is shown behind is brought up to date at once.
      if (asRefusal(error).code === 'stale') void client.invalidateQueries({ queryKey: freshens });
    },
  });
  const refusal = act.error ? asRefusal(act.error) : undefined;
  function submit(event: FormEvent) {
    event.preventDefault();
    act.mutate();
  }
  return (
    <form onSubmit={submit} onChange={() => act.isError && act.reset()}>
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
          {/* Without a field to begin with, Enter alone carries it out. */}
          <Button
            type="submit"
            loading={act.isPending}
            disabled={!isReady}
            data-autofocus={children === undefined || undefined}
          >
            {go}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
