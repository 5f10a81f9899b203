import { Group, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { teams as teamsQuery } from '~/api/queries';
import { caseKinds, channels } from '~/ui/enums';
import { SpanFields } from '~/ui/SpanFields';
import { grainOf } from '~/ui/spans';
import type { Wish, WishName } from './wish';

interface Props {
  wish: Wish;
  shown: { from_on: string; through_on: string; grain: string; by: string; zone: string };
  use: (wish: Wish) => void;
}

const grains = ['day', 'week', 'month'];
const bys = ['all', 'team', 'channel', 'kind', 'country'];
// As the browser knows them; the company's own comes first, since nothing else is said by itself.
const zones = () => Intl.supportedValuesOf('timeZone');

export function Filters({ wish, shown, use }: Props) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const some = (name: WishName, label: string, data: { value: string; label: string }[]) => (
    <Select
      key={name}
      size="xs"
      w={150}
      clearable
      searchable={data.length > 8}
      label={label}
      placeholder={t('figures.any')}
      data={data}
      value={wish[name] ?? null}
      onChange={value => use({ ...wish, [name]: value ?? undefined })}
      clearButtonProps={{ 'aria-label': t('queue.any', { what: label }) }}
    />
  );
  const words = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }));
  return (
    <>
      <SpanFields
        from={shown.from_on}
        through={shown.through_on}
        use={(span, preset) => use({ ...wish, ...span, ...(preset && { grain: grainOf(preset) }) })}
      />
      <Group gap="xs" my="sm" align="end">
        <SegmentedControl
          size="xs"
          aria-label={t('trends.grain')}
          data={words('grain', grains)}
          value={shown.grain}
          onChange={grain => use({ ...wish, grain })}
        />
        <Select
          size="xs"
          w={150}
          label={t('trends.by')}
          allowDeselect={false}
          data={words('by', bys)}
          value={shown.by}
          onChange={by => use({ ...wish, by: by ?? undefined })}
        />
        {some(
          'team_id',
          t('by.team'),
          (teams.data ?? []).map(team => ({ value: team.id, label: team.name })),
        )}
        {some('channel', t('by.channel'), words('channel', channels))}
        {some('kind', t('by.kind'), words('kind', caseKinds))}
        <Select
          size="xs"
          w={190}
          searchable
          label={t('trends.zone')}
          allowDeselect={false}
          data={zones().includes(shown.zone) ? zones() : [shown.zone, ...zones()]}
          value={shown.zone}
          onChange={zone => use({ ...wish, zone: zone ?? undefined })}
        />
      </Group>
    </>
  );
}
