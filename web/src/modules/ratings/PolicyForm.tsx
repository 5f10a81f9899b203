import { Group, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { Form } from '~/ui/form/Form';
import { ChoiceField, NumberField, SwitchField } from '~/ui/form/fields';
import { useSettingsForm } from '~/ui/form/useSettingsForm';
import { type Policy, policy as policyQuery } from './queries';

const bounds = {
  after_days: [0, 60],
  at_most_every_days: [0, 730],
  low_at_most: [1, 3],
} as const;
const numbers = ['after_days', 'at_most_every_days', 'low_at_most'] as const;

type Values = Omit<Policy, 'version'>;
const valuesOf = ({ version: _, called_by = null, ...rest }: Policy): Values => ({
  ...rest,
  called_by,
});

/// Whether, when and how often customers are asked, and who calls the unhappy ones.
export function PolicyForm({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const people = useQuery(peopleQuery);
  const mayWrite = useMay()('knowledge_write');
  const form = useSettingsForm<Values, Policy>({
    place: 'survey_policy',
    settings: policy,
    query: policyQuery,
    valuesOf,
    save: (values, version) => said(api.PUT('/surveys/policy', { body: { ...values, version } })),
  });
  return (
    <Paper withBorder p="md" mt="xl" maw={620} component="section" aria-labelledby="policy">
      <Title order={2} size="h4" id="policy" mb="sm">
        {t('ratings.policy')}
      </Title>
      <Form form={form}>
        <SwitchField form={form} name="enabled" label={t('ratings.enabled')} />
        <Group align="end" grow>
          {numbers.map(name => (
            <NumberField
              key={name}
              form={form}
              name={name}
              label={t(`ratings.${name}`)}
              min={bounds[name][0]}
              max={bounds[name][1]}
            />
          ))}
        </Group>
        <ChoiceField
          form={form}
          name="called_by"
          label={t('ratings.called_by')}
          none={t('ratings.called_by_owner')}
          choices={(people.data ?? []).map(one => ({ value: one.id, label: one.name }))}
        />
        {mayWrite && (
          <Text size="sm">
            <Link to="/settings/templates">{t('ratings.wording')}</Link>
          </Text>
        )}
      </Form>
    </Paper>
  );
}
