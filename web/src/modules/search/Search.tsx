import { SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { MoreButton } from '~/ui/MoreButton';
import { useRows } from '~/ui/useRows';
import { addressOf, HitRow, idOf } from './HitRow';
import classes from './search.module.css';

const kinds = ['', 'case', 'customer', 'interaction'] as const;

function useFound(q: string, kind: string) {
  return useInfiniteQuery({
    queryKey: ['search', q, kind],
    queryFn: ({ pageParam }) => {
      const query = { q, kind: kind || undefined, limit: 20, cursor: pageParam };
      return said(api.GET('/search', { params: { query: query as never } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
    enabled: q.length > 1,
  });
}

export default function Search() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as { q?: unknown; kind?: string };
  const [typed, setTyped] = useState(asked.q === undefined ? '' : String(asked.q));
  const [q] = useDebouncedValue(typed.trim(), 200);
  const kind = asked.kind ?? '';
  useEffect(() => {
    // The address keeps what was looked for; going back comes back to it.
    const search = { ...(q && { q }), ...(kind && { kind }) };
    void navigate({ to: '/search', search: search as never, replace: true });
  }, [q, kind, navigate]);
  const found = useFound(q, kind);
  const hits = useMemo(() => found.data?.pages.flatMap(page => page.items) ?? [], [found.data]);
  const list = useRows(hits, { idOf, open: hit => void navigate({ to: addressOf(hit) }) });
  return (
    <>
      <Heading title={t('search.title')} />
      <TextInput
        type="search"
        size="md"
        autoFocus
        dir={typed ? 'auto' : undefined}
        aria-label={t('search.field')}
        placeholder={t('search.field')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        onChange={e => setTyped(e.currentTarget.value)}
        onKeyDown={e => e.key === 'Escape' && e.currentTarget.blur()}
      />
      <SegmentedControl
        my="sm"
        size="xs"
        aria-label={t('search.kind')}
        data={kinds.map(value => ({ value, label: t(`search.kind_${value || 'all'}`) }))}
        value={kind}
        onChange={value =>
          void navigate({ to: '/search', search: { q, kind: value } as never, replace: true })
        }
      />
      {found.isLoading && <Loading />}
      {found.isError && <Failure error={found.error} again={() => void found.refetch()} />}
      {q.length < 2 && (
        <Empty title={t('search.begin')} text={t(q ? 'search.more' : 'search.begin_text')} />
      )}
      {found.isSuccess && hits.length === 0 && q.length > 1 && (
        <Empty title={t('search.none')} text={t('search.none_text')} />
      )}
      {hits.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mb={4} aria-live="polite">
            {found.data?.pages[0]?.total != null &&
              t('search.total', { count: found.data.pages[0].total })}
          </Text>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows */}
          <ul className={classes.list} onClick={list.onClick}>
            {hits.map(hit => (
              <HitRow key={idOf(hit)} hit={hit} isCurrent={idOf(hit) === list.current} />
            ))}
          </ul>
        </>
      )}
      <MoreButton query={found} />
    </>
  );
}
