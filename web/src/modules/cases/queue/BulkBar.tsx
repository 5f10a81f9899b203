import { Button, Group, Paper, Select, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { macros as macrosQuery, people as peopleQuery, teams as teamsQuery } from '~/api/queries';
import { priorities } from '~/ui/enums';
import { tell, tellFailure } from '~/ui/notify';
import classes from './queue.module.css';

type Change = Omit<Schemas['BulkChange'], 'cases'>;

/// The same change to all chosen cases; each by itself, so that one refusal holds no other.
export default function BulkBar({ cases, done }: { cases: string[]; done: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const teams = useQuery(teamsQuery);
  const people = useQuery(peopleQuery);
  const macros = useQuery(macrosQuery);
  const change = useMutation({
    mutationFn: (wanted: Change) => said(api.POST('/cases/bulk', { body: { cases, ...wanted } })),
    onSuccess: async outcome => {
      const refused = outcome.results.length - outcome.changed;
      tell(t('bulk.done', { changed: outcome.changed, refused }));
      await client.invalidateQueries({ queryKey: ['cases'] });
      done();
    },
    onError: tellFailure,
  });
  const choice = (
    label: string,
    data: { value: string; label: string }[],
    wish: (value: string) => Change,
  ) => (
    <Select
      size="xs"
      w={150}
      placeholder={label}
      aria-label={label}
      data={data}
      value={null}
      searchable={data.length > 8}
      comboboxProps={{ position: 'top' }}
      disabled={change.isPending}
      onChange={value => value && change.mutate(wish(value))}
    />
  );
  const named = (list: { id: string; name: string }[] | undefined) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Paper
      className={classes.bulk}
      withBorder
      shadow="md"
      p="xs"
      role="region"
      aria-label={t('bulk.title')}
    >
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('bulk.chosen', { count: cases.length })}
        </Text>
        {choice(t('bulk.team'), named(teams.data), team_id => ({ team_id }))}
        {choice(t('bulk.owner'), named(people.data), owner_id => ({ owner_id }))}
        {choice(
          t('bulk.priority'),
          priorities.map(value => ({ value, label: t(`priority.${value}`) })),
          value => ({ priority: value as Change['priority'] }),
        )}
        {(macros.data?.length ?? 0) > 0 &&
          choice(t('bulk.macro'), named(macros.data), macro_id => ({ macro_id }))}
        <Button size="xs" variant="subtle" onClick={done}>
          {t('bulk.clear')}
        </Button>
      </Group>
    </Paper>
  );
}
