import { SegmentedControl, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { MoreButton } from '~/ui/MoreButton';
import { useRows } from '~/ui/useRows';
import classes from './quarantine.module.css';

const OneMail = lazy(() => import('./OneMail'));

type Raw = Schemas['RawView'];
type Shown = 'quarantined' | 'ignored';

function useMails(state: Shown) {
  return useInfiniteQuery({
    queryKey: ['quarantine', state],
    queryFn: ({ pageParam }) =>
      said(api.GET('/quarantine', { params: { query: { state, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}

function Row({ mail: m, isCurrent }: { mail: Raw; isCurrent: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li className={classes.row} data-row={m.id} data-current={isCurrent || undefined}>
      <Text fw={500} dir="auto" ta="start" truncate>
        {m.subject || t('quarantine.no_subject')}
      </Text>
      <Text size="sm" c="dimmed">
        <bdi dir="ltr">{m.sender || t('quarantine.no_sender')}</bdi> ·{' '}
        {formats.instant(m.received_at)}
      </Text>
      <Text size="sm">{m.why}</Text>
    </li>
  );
}

/// Mail that the machine gave to no case, each with the reason, until a person decides.
export default function Quarantine() {
  const { t } = useTranslation();
  const [state, setState] = useState<Shown>('quarantined');
  const [opened, setOpened] = useState<string>();
  const found = useMails(state);
  const rows = useMemo(() => found.data?.pages.flatMap(page => page.items) ?? [], [found.data]);
  const list = useRows(rows, { idOf: m => m.id, open: m => setOpened(m.id) });
  return (
    <>
      <Heading title={t('quarantine.title')}>
        <SegmentedControl
          size="xs"
          aria-label={t('quarantine.which')}
          data={(['quarantined', 'ignored'] as const).map(value => ({
            value,
            label: t(`quarantine.${value}`),
          }))}
          value={state}
          onChange={value => setState(value as Shown)}
        />
      </Heading>
      {found.isPending && <Loading />}
      {found.isError && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && (
        <Empty title={t('quarantine.none')} text={t('quarantine.none_text')} />
      )}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows
        <ul className={classes.list} onClick={list.onClick}>
          {rows.map(m => (
            <Row key={m.id} mail={m} isCurrent={m.id === list.current} />
          ))}
        </ul>
      )}
      <MoreButton query={found} />
      <Suspense>{opened && <OneMail id={opened} close={() => setOpened(undefined)} />}</Suspense>
    </>
  );
}
