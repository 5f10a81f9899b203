import { Button, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { people as peopleQuery, tags as tagsQuery } from '~/api/queries';
import { languages } from '~/i18n';
import { caseKinds, channels, priorities, states } from '~/ui/enums';
import type { Filter, FilterName } from './filter';
import classes from './queue.module.css';

export default function Filters({
  filter,
  use,
}: {
  filter: Filter;
  use: (filter: Filter) => void;
}) {
  const { t } = useTranslation();
  const tags = useQuery(tagsQuery);
  const people = useQuery(peopleQuery);
  const some = (name: FilterName, label: string, data: { value: string; label: string }[]) => (
    <Select
      key={name}
      size="xs"
      className={classes.choice}
      clearable
      searchable={data.length > 8}
      placeholder={label}
      aria-label={label}
      data={data}
      value={filter[name] ?? null}
      onChange={value => use({ ...filter, [name]: value ?? undefined })}
      clearButtonProps={{ 'aria-label': t('queue.any', { what: label }) }}
    />
  );
  const words = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }));
  const isNarrowed = Object.keys(filter).some(name => name !== 'team_id' && name !== 'owner');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a look of its own
    <div className={classes.choices} role="group" aria-label={t('queue.filters')}>
      {some('state', t('queue.state'), words('state', states))}
      {some('kind', t('queue.kind'), words('kind', caseKinds))}
      {some('channel', t('queue.channel'), words('channel', channels))}
      {some('priority', t('queue.priority'), words('priority', priorities))}
      {some('language', t('queue.language'), words('language', languages))}
      {some('owner', t('queue.owner'), [
        { value: 'me', label: t('queue.mine') },
        { value: 'none', label: t('person.nobody') },
        ...(people.data ?? []).map(p => ({ value: p.id, label: p.name })),
      ])}
      {(tags.data?.length ?? 0) > 0 &&
        some(
          'tag',
          t('queue.tag'),
          (tags.data ?? []).map(tag => ({ value: tag.name, label: tag.name })),
        )}
      <Switch
        size="xs"
        label={t('queue.snoozed')}
        checked={filter.snoozed === 'true'}
        onChange={e => use({ ...filter, snoozed: e.currentTarget.checked ? 'true' : undefined })}
      />
      {isNarrowed && (
        <Button size="compact-xs" variant="subtle" onClick={() => use({ team_id: filter.team_id })}>
          {t('queue.clear')}
        </Button>
      )}
    </div>
  );
}
