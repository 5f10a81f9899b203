import { Alert, Button, Group, Paper, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { FailureNote } from '~/ui/Failure';
import { definitionOf, type Values } from './RuleForm';
import { useSentences } from './sentences';

type Outcome = Schemas['DryRun'];

function Found({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = useSentences();
  const { looked_at, set_off, fitted, items } = outcome;
  return (
    <Stack gap="xs" mt="sm" role="status">
      <Text size="sm">{t('dry_run.counts', { looked_at, set_off, fitted })}</Text>
      {items.length > 0 && (
        <Table aria-label={t('dry_run.title')} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('dry_run.case')}</Table.Th>
              <Table.Th>{t('dry_run.at')}</Table.Th>
              <Table.Th>{t('automation.then')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.slice(0, 100).map(item => (
              <Table.Tr key={item.case_id}>
                <Table.Td>
                  <Link to={`/case/${item.case_id}`}>
                    <bdi>{item.number}</bdi>
                  </Link>{' '}
                  <bdi>{item.subject}</bdi>
                </Table.Td>
                <Table.Td>
                  {formats.instant(item.at)}
                  {item.times > 1 && ` · ${t('dry_run.times', { count: item.times })}`}
                </Table.Td>
                <Table.Td>{item.actions.map(say.step).join(' · ')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text size="xs" c="dimmed">
        {t('dry_run.honest')}
      </Text>
    </Stack>
  );
}

const sizes = ['50', '100', '200', '500'];

/// What the rule as it stands in the form would have done; nothing is changed by it.
export function DryRun({ values }: { values: Values }) {
  const { t } = useTranslation();
  const [cases, setCases] = useState('100');
  const look = useMutation({
    mutationFn: () =>
      said(
        api.POST('/automation/dry-run', {
          body: { ...definitionOf(values), cases: Number(cases) },
        }),
      ),
  });
  const refusal = look.error ? asRefusal(look.error) : undefined;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h5">
        {t('dry_run.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('dry_run.about')}
      </Text>
      <Group gap="xs">
        <Select
          w={190}
          aria-label={t('dry_run.how_many')}
          allowDeselect={false}
          data={sizes.map(value => ({
            value,
            label: t('dry_run.newest', { count: Number(value) }),
          }))}
          value={cases}
          onChange={value => setCases(value ?? cases)}
        />
        <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
          {t('dry_run.go')}
        </Button>
      </Group>
      {refusal && <FailureNote refusal={refusal} />}
      {look.data && look.data.fitted === 0 && look.data.set_off === 0 && (
        <Alert mt="sm" color="gray" variant="light">
          {t('dry_run.never')}
        </Alert>
      )}
      {look.data && <Found outcome={look.data} />}
    </Paper>
  );
}
