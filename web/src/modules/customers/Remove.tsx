import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { tellFailure } from '~/ui/notify';

type File = Schemas['CustomerFile'];
type What =
  | { contact: string }
  | { preference: string }
  | { special_day: string }
  | { relation: string };

function remove(customer: string, what: What): Promise<unknown> {
  if ('contact' in what) {
    const path = { customer, contact: what.contact };
    return said(api.DELETE('/customers/{customer}/contacts/{contact}', { params: { path } }));
  }
  if ('preference' in what) {
    const path = { customer, preference: what.preference };
    return said(api.DELETE('/customers/{customer}/preferences/{preference}', { params: { path } }));
  }
  if ('relation' in what) {
    const path = { customer, relation: what.relation };
    return said(api.DELETE('/customers/{customer}/relations/{relation}', { params: { path } }));
  }
  const path = { customer, day: what.special_day };
  return said(api.DELETE('/customers/{customer}/special-days/{day}', { params: { path } }));
}

/// Takes one thing off her file; its history keeps that it was there.
export function Remove({ file, what }: { file: File; what: What }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id } = file.customer;
  const act = useMutation({
    mutationFn: () => remove(id, what),
    onSuccess: () => client.invalidateQueries({ queryKey: ['customer', id] }),
    onError: tellFailure,
  });
  return (
    <ActionIcon
      size="xs"
      variant="subtle"
      color="gray"
      ms={4}
      loading={act.isPending}
      aria-label={t('customer.remove')}
      onClick={() => act.mutate()}
    >
      <IconX size={12} aria-hidden />
    </ActionIcon>
  );
}
