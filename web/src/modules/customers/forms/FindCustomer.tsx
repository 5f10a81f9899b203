import { Anchor, Group, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';

export interface Named {
  id: string;
  name: string;
}

interface Props {
  but?: string; // whoever cannot be meant
  found: (one: Named) => void;
  none?: ReactNode; // said where nobody has such a name
}

/// A customer by the beginning of a name.
export function FindCustomer({ but, found, none }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 150);
  const hits = useQuery({
    queryKey: ['suggest', q],
    queryFn: () => said(api.GET('/search/suggest', { params: { query: { q } } })),
    enabled: q.length > 1,
  });
  const list = (hits.data?.items ?? []).filter(
    hit => hit.kind === 'customer' && hit.customer_id !== but,
  );
  return (
    <Stack gap={4}>
      <TextInput
        label={t('join.find')}
        data-autofocus
        dir={typed ? 'auto' : undefined}
        value={typed}
        onChange={e => setTyped(e.currentTarget.value)}
      />
      {list.slice(0, 6).map(hit => (
        <Group key={hit.customer_id}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => found({ id: hit.customer_id, name: hit.title.text })}
          >
            <bdi>{hit.title.text}</bdi>
          </Anchor>
        </Group>
      ))}
      {hits.isSuccess && list.length === 0 && none}
    </Stack>
  );
}
