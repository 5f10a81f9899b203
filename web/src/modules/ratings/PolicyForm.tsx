import { Button, Group, NumberInput, Paper, Select, Switch, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { FailureNote, problemOf } from '~/ui/Failure';
import { tell } from '~/ui/notify';
import { type Policy, policy as policyQuery } from './queries';

const numbers = ['after_days', 'at_most_every_days', 'low_at_most'] as const;
const bounds = {
  after_days: [0, 60],
  at_most_every_days: [0, 730],
  low_at_most: [1, 3],
} as const;

/// Whether, when and how often customers are asked, and who calls the unhappy ones.
export function PolicyForm({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const people = useQuery(peopleQuery);
  const mayWrite = useMay()('knowledge_write');
  const [form, setForm] = useState(policy);
  const save = useMutation({
    mutationFn: () => said(api.PUT('/surveys/policy', { body: form })),
    onSuccess(saved) {
      client.setQueryData(policyQuery.queryKey, saved);
      tell(t('ratings.saved'));
    },
  });
  const refusal = save.isError ? asRefusal(save.error) : undefined;
  return (
    <Paper withBorder p="md" mt="xl" maw={620} component="section" aria-labelledby="policy">
      <Title order={2} size="h4" id="policy" mb="sm">
        {t('ratings.policy')}
      </Title>
      <form
        onSubmit={event => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Switch
          label={t('ratings.enabled')}
          checked={form.enabled}
          onChange={e => setForm({ ...form, enabled: e.currentTarget.checked })}
          error={problemOf(refusal, 'enabled')}
          mb="sm"
        />
        <Group align="end" mb="sm">
          {numbers.map(name => (
            <NumberInput
              key={name}
              w={180}
              label={t(`ratings.${name}`)}
              min={bounds[name][0]}
              max={bounds[name][1]}
              value={form[name]}
              onChange={value => setForm({ ...form, [name]: Number(value) })}
              error={problemOf(refusal, name)}
            />
          ))}
        </Group>
        <Select
          label={t('ratings.called_by')}
          placeholder={t('ratings.called_by_owner')}
          clearable
          searchable
          data={(people.data ?? []).map(one => ({ value: one.id, label: one.name }))}
          value={form.called_by ?? null}
          onChange={value => setForm({ ...form, called_by: value ?? undefined })}
          error={problemOf(refusal, 'called_by')}
          clearButtonProps={{ 'aria-label': t('ratings.called_by_owner') }}
          mb="md"
        />
        {mayWrite && (
          <Text size="sm">
            <Link to="/settings/templates">{t('ratings.wording')}</Link>
          </Text>
        )}
        <FailureNote refusal={refusal} but={['enabled', 'called_by', ...numbers]} />
        <Button type="submit" mt="sm" loading={save.isPending}>
          {t('ratings.save')}
        </Button>
      </form>
    </Paper>
  );
}
