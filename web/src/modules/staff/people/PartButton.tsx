import { Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { ConfirmButton } from '~/ui/ConfirmButton';
import type { Person } from '../queries';

const atOnce = 100;

/// What she still owes, a hundred at a time, to a colleague; stops when nothing more moves.
async function handAllOver(from: string, to: string) {
  for (;;) {
    const query = { owner: from, state: 'open' as const, limit: atOnce };
    const { items } = await said(api.GET('/cases', { params: { query } }));
    if (items.length === 0) return;
    const body = { cases: items.map(row => row.id), owner_id: to };
    const { changed } = await said(api.POST('/cases/bulk', { body }));
    if (changed === 0) return; // what cannot be given stays with its team, when she has left
  }
}

function useOpenCases(person: Person) {
  return useQuery({
    queryKey: ['cases', 'owned', person.id],
    queryFn: async () => {
      const query = { owner: person.id, state: 'open' as const, limit: atOnce };
      return said(api.GET('/cases', { params: { query } }));
    },
  });
}

/// She leaves for good; who takes over what she owns is asked before.
export function PartButton({ person, stale }: { person: Person; stale: string[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const [to, setTo] = useState('');
  const people = useQuery(peopleQuery);
  const open = useOpenCases(person);
  const { name } = person;
  const others = (people.data ?? []).filter(one => one.id !== person.id);
  const count = open.data?.items.length ?? 0;
  const isMore = Boolean(open.data?.next_cursor);
  async function part() {
    if (to) await handAllOver(person.id, to);
    const params = { path: { staff: person.id } };
    // Handing over may have taken a while: whoever she is now is who leaves.
    const now = await said(api.GET('/staff/{staff}', { params }));
    await said(api.POST('/staff/{staff}/leave', { params, body: { version: now.version } }));
  }
  return (
    <ConfirmButton
      label={t('people.part')}
      explain={t('people.part_explain', { name })}
      act={part}
      stale={[...stale, 'cases']}
      isGrave
    >
      <Stack gap="xs">
        <Text size="sm">
          {t('people.part_owns', {
            name,
            count,
            more: isMore ? '+' : '',
            n: formats.number(count),
          })}
        </Text>
        {count > 0 && may('cases_bulk') && (
          <Select
            label={t('people.part_to')}
            description={t('people.part_to_hint')}
            allowDeselect={false}
            searchable={others.length > 12}
            data={[
              { value: '', label: t('people.part_team') },
              ...others.map(one => ({ value: one.id, label: one.name })),
            ]}
            value={to}
            onChange={value => setTo(value ?? '')}
          />
        )}
      </Stack>
    </ConfirmButton>
  );
}
