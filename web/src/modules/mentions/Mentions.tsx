import { Badge, Button, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { MoreButton } from '~/ui/MoreButton';
import { tellFailure } from '~/ui/notify';
import { useRows } from '~/ui/useRows';
import classes from './mentions.module.css';

type Mention = Schemas['Mention'];

function useSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (interactions: string[] | undefined) =>
      said(api.POST('/mentions/seen', { body: interactions ? { interactions } : {} })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['mentions'] });
      await client.invalidateQueries({ queryKey: ['counts'] });
    },
    onError: tellFailure,
  });
}

function Row({ mention: m, isCurrent }: { mention: Mention; isCurrent: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li
      className={classes.row}
      data-row={m.interaction_id}
      data-current={isCurrent || undefined}
      data-unread={!m.seen_at || undefined}
    >
      <Text size="sm" c="dimmed">
        <bdi>{m.author_name}</bdi> · {formats.instant(m.at)}{' '}
        {!m.seen_at && (
          <Badge size="sm" variant="light">
            {t('mentions.unread')}
          </Badge>
        )}
      </Text>
      <Link to={`/case/${m.case_id}`} className={classes.link}>
        <bdi>{m.number}</bdi> · <bdi>{m.subject}</bdi>
      </Link>
      <Text size="sm" dir="auto" ta="start" lineClamp={3}>
        {m.text}
      </Text>
    </li>
  );
}

/// Where colleagues called me in; what I have not read comes first.
export default function Mentions() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const seen = useSeen();
  const found = useInfiniteQuery({
    queryKey: ['mentions'],
    queryFn: ({ pageParam }) =>
      said(api.GET('/mentions', { params: { query: { cursor: pageParam, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  const rows = useMemo(() => found.data?.pages.flatMap(page => page.items) ?? [], [found.data]);
  function open(mention: Mention) {
    if (!mention.seen_at) seen.mutate([mention.interaction_id]);
    void navigate({ to: `/case/${mention.case_id}` });
  }
  const list = useRows(rows, { idOf: m => m.interaction_id, open });
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failure error={found.error} again={() => void found.refetch()} />;
  const isUnread = rows.some(m => !m.seen_at);
  return (
    <>
      <Heading title={t('mentions.title')}>
        {isUnread && (
          <Button size="xs" variant="default" onClick={() => seen.mutate(undefined)}>
            {t('mentions.all_read')}
          </Button>
        )}
      </Heading>
      {rows.length === 0 && <Empty title={t('mentions.none')} text={t('mentions.none_text')} />}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows
        <ul
          className={classes.list}
          onClick={event => {
            // A link leads there by itself; that it was read is said all the same.
            const id = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset
              .row;
            const isLink = (event.target as HTMLElement).closest('a');
            const row = rows.find(m => m.interaction_id === id);
            if (isLink && row && !row.seen_at) seen.mutate([row.interaction_id]);
            list.onClick(event);
          }}
        >
          {rows.map(m => (
            <Row key={m.interaction_id} mention={m} isCurrent={m.interaction_id === list.current} />
          ))}
        </ul>
      )}
      <MoreButton query={found} />
    </>
  );
}
