import { Button, type ButtonProps, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefusal } from '~/api/client';
import { Dialog } from './Dialog';
import { FailureNote } from './Failure';

interface Props extends Pick<ButtonProps, 'size' | 'variant' | 'leftSection'> {
  label: string; // of the button, and the dialog's title
  explain: ReactNode; // what will follow, and what will not
  act: () => Promise<unknown>;
  stale: string[];
  done?: () => void;
  isGrave?: boolean; // cannot be taken back
  children?: ReactNode; // fields to fill in before
}

/// Says what will follow before it is done.
export function ConfirmButton(props: Props) {
  const { label, explain, act, stale, done, isGrave, children, size = 'sm', ...rest } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const doing = useMutation({
    mutationFn: act,
    onSuccess: async () => {
      setOpen(false);
      done?.();
      await Promise.all(stale.map(noun => client.invalidateQueries({ queryKey: [noun] })));
    },
  });
  const refusal = doing.error ? asRefusal(doing.error) : undefined;
  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation(); // of the form that the button may stand in
    doing.mutate();
  }
  function open() {
    doing.reset();
    setOpen(true);
  }
  return (
    <>
      <Button variant="default" size={size} {...rest} onClick={open}>
        {label}
      </Button>
      {isOpen && (
        <Dialog title={label} close={() => setOpen(false)}>
          <form onSubmit={submit}>
            <Stack>
              <Text size="sm">{explain}</Text>
              {children}
              <FailureNote refusal={refusal} />
              <Group justify="flex-end">
                <Button variant="default" onClick={() => setOpen(false)}>
                  {t('app.cancel')}
                </Button>
                <Button type="submit" color={isGrave ? 'red' : undefined} loading={doing.isPending}>
                  {label}
                </Button>
              </Group>
            </Stack>
          </form>
        </Dialog>
      )}
    </>
  );
}
