import { Badge, Button, SegmentedControl, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBarcode } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { MoreButton } from '~/ui/MoreButton';
import { useRows } from '~/ui/useRows';
import type { UnitSummary } from './queries';
import classes from './units.module.css';

const filters = ['all', 'provisional'] as const;
type Filter = (typeof filters)[number];

function useUnits(serial: string, filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['unit', 'list', serial, filter],
    queryFn: ({ pageParam }) => {
      const query = {
        ...(serial && { serial }),
        ...(filter === 'provisional' && { state: 'provisional' as const }),
        cursor: pageParam,
      };
      return said(api.GET('/units', { params: { query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}

function UnitRow({ unit, isCurrent }: { unit: UnitSummary; isCurrent: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li data-row={unit.id} data-current={isCurrent}>
      <Link to={`/unit/${unit.id}`} className={classes.link}>
        <bdi>{unit.title}</bdi> <bdi dir="ltr">{unit.serial}</bdi>
      </Link>
      <Text span size="sm" c="dimmed">
        {unit.name && !unit.title.includes(unit.name) && (
          <>
            <bdi>{unit.name}</bdi> ·{' '}
          </>
        )}
        {unit.owner && <bdi>{unit.owner.display_name}</bdi>}
        {unit.owned_from && ` · ${t('unit.owned_since', { from: formats.date(unit.owned_from) })}`}
      </Text>{' '}
      {unit.state !== 'active' && (
        <Badge size="sm" variant="outline">
          {t(`unit_state.${unit.state}`)}
        </Badge>
      )}
    </li>
  );
}

/// Found by a serial as it is read aloud; else the newest, or those that wait for a person.
export default function Units() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [serial] = useDebouncedValue(typed.trim(), 200);
  const [filter, setFilter] = useState<Filter>('all');
  const found = useUnits(serial, filter);
  const rows = useMemo(() => found.data?.pages.flatMap(page => page.items) ?? [], [found.data]);
  const list = useRows(rows, {
    idOf: unit => unit.id,
    open: unit => void navigate({ to: `/unit/${unit.id}` }),
  });
  return (
    <>
      <Heading title={t('units.title')}>
        {may('units_write') && (
          <Button component={Link} to="/units/register">
            {t('units.register')}
          </Button>
        )}
      </Heading>
      <TextInput
        type="search"
        size="md"
        dir={typed ? 'ltr' : undefined}
        aria-label={t('units.serial')}
        placeholder={t('units.serial')}
        description={t('units.serial_hint')}
        leftSection={<IconBarcode size={18} aria-hidden />}
        value={typed}
        onChange={e => setTyped(e.currentTarget.value)}
      />
      <SegmentedControl
        my="sm"
        size="xs"
        aria-label={t('units.filter')}
        data={filters.map(value => ({ value, label: t(`units.filter_${value}`) }))}
        value={filter}
        onChange={value => setFilter(value as Filter)}
      />
      {found.isLoading && <Loading />}
      {found.isError && <Failure error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && rows.length === 0 && (
        <Empty
          title={t(serial ? 'units.none_found' : 'units.none')}
          text={t(serial ? 'units.none_found_text' : 'units.none_text')}
        />
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter, in useRows */}
      <ul className={classes.list} onClick={list.onClick}>
        {rows.map(unit => (
          <UnitRow key={unit.id} unit={unit} isCurrent={unit.id === list.current} />
        ))}
      </ul>
      <MoreButton query={found} />
    </>
  );
}
