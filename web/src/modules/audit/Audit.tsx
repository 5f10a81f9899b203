import { Group, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';

interface Filter {
  actor: string;
  path: string;
  from: string;
  to: string;
}

const example = '/api/v1/company';
const instant = (local: string) => (local ? new Date(local).toISOString() : undefined);

function useEntries(filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => {
      const query = {
        actor: filter.actor || undefined,
        path: filter.path || undefined,
        from: instant(filter.from),
        to: instant(filter.to),
        cursor: pageParam,
        limit: 50,
      };
      return said(api.GET('/audit', { params: { query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
    staleTime: 0,
    retry: false,
  });
}

/// Who did it: a colleague by her name, a customer by her link, the program itself.
function Actor({ entry }: { entry: Schemas['AuditEntry'] }) {
  const { t, i18n } = useTranslation();
  const kind = `actor.${entry.actor_kind}`;
  return <bdi>{entry.actor_name || (i18n.exists(kind) ? t(kind) : entry.actor_kind)}</bdi>;
}

export default function Audit() {
  const { t } = useTranslation();
  const formats = useFormats();
  const people = useQuery(peopleQuery);
  const [filter, setFilter] = useState<Filter>({ actor: '', path: '', from: '', to: '' });
  const [wanted] = useDebouncedValue(filter, 300);
  const entries = useEntries(wanted);
  const change = (part: Partial<Filter>) => setFilter({ ...filter, ...part });
  return (
    <SettingsPage title={t('audit.title')} about={t('audit.about')} isWide>
      <Group gap="sm" align="flex-end">
        <Select
          size="xs"
          label={t('audit.who')}
          clearable
          clearButtonProps={{ 'aria-label': t('audit.clear') }}
          placeholder={t('audit.anyone')}
          data={(people.data ?? []).map(one => ({ value: one.id, label: one.name }))}
          value={filter.actor || null}
          onChange={actor => change({ actor: actor ?? '' })}
        />
        <TextInput
          size="xs"
          dir="ltr"
          label={t('audit.path')}
          placeholder={example}
          value={filter.path}
          onChange={e => change({ path: e.currentTarget.value })}
        />
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('audit.from')}
          value={filter.from}
          onChange={e => change({ from: e.currentTarget.value })}
        />
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('audit.to')}
          value={filter.to}
          onChange={e => change({ to: e.currentTarget.value })}
        />
      </Group>
      <Loaded query={entries}>
        {data => {
          const rows = data.pages.flatMap(page => page.items);
          if (rows.length === 0)
            return <Empty title={t('audit.none')} text={t('audit.none_text')} />;
          return (
            <Rows
              label={t('audit.title')}
              rows={rows}
              idOf={row => row.id}
              columns={[
                { head: t('audit.when'), cell: row => formats.instant(row.at) },
                { head: t('audit.who'), cell: row => <Actor entry={row} /> },
                { head: t('audit.what'), cell: row => <bdi dir="ltr">{row.action}</bdi> },
                {
                  head: t('audit.path'),
                  cell: row => <bdi dir="ltr">{row.path}</bdi>,
                  isAside: true,
                },
                {
                  head: t('audit.address'),
                  cell: row => <bdi dir="ltr">{row.remote_address}</bdi>,
                  isAside: true,
                },
              ]}
            />
          );
        }}
      </Loaded>
      <MoreButton query={entries} />
    </SettingsPage>
  );
}
