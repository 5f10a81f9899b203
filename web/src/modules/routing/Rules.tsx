import {
  Alert,
  Button,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { teams as teamsQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { languages } from '~/i18n';
import { mailboxes as mailboxesQuery } from '~/modules/channels/mailboxes/queries';
import { caseKinds, channels } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import type { Form } from '~/ui/form/useForm';
import { Order } from '~/ui/Order';
import type { Rule, Values } from './Routing';

interface Props {
  form: Form<Values>;
  team: string; // the default one
}

function useChoices() {
  const { t } = useTranslation();
  const may = useMay();
  const teams = useQuery(teamsQuery);
  const mailboxes = useQuery({ ...mailboxesQuery, enabled: may('channels_write') });
  const words = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }));
  return {
    case_kind: words('kind', caseKinds),
    channel: words('channel', channels),
    language: words('language', languages),
    mailbox_id: (mailboxes.data ?? []).map(one => ({ value: one.id, label: one.address })),
    team_id: (teams.data ?? []).map(one => ({ value: one.id, label: one.name })),
  };
}

const conditions = ['case_kind', 'channel', 'language', 'mailbox_id'] as const;

export function Rules({ form, team }: Props) {
  const { t } = useTranslation();
  const choices = useChoices();
  const { rules } = form.values;
  const set = (next: Rule[]) => form.change({ rules: next });
  const say = (rule: Rule) =>
    [...conditions, 'team_id' as const]
      .map(name => choices[name].find(one => one.value === rule[name])?.label)
      .concat(rule.skills)
      .filter(Boolean)
      .join(', ');
  form.fields.set('rules', {
    label: t('routing.title'),
    say: value => (value as Rule[]).map(say).join('\n'),
  });
  const change = (at: number, part: Partial<Rule>) =>
    set(rules.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const field = (rule: Rule, at: number, name: (typeof conditions)[number] | 'team_id') => {
    const path = `rules[${at}].${name}`;
    form.paths.add(path);
    return (
      <Select
        key={name}
        size="xs"
        label={t(`routing.${name}`)}
        aria-label={`${t('routing.rule', { n: at + 1 })}: ${t(`routing.${name}`)}`}
        clearable={name !== 'team_id'}
        allowDeselect={name !== 'team_id'}
        placeholder={t('routing.any')}
        clearButtonProps={{ 'aria-label': t('routing.clear') }}
        data={choices[name]}
        value={rule[name] ?? null}
        error={problemOf(form.refusal, path)}
        onChange={value => change(at, { [name]: value } as Partial<Rule>)}
      />
    );
  };
  return (
    <Stack>
      {rules.length === 0 && (
        <Alert variant="light" color="gray" title={t('routing.none')}>
          {t('routing.none_text')}
        </Alert>
      )}
      {rules.map((rule, at) => (
        <Paper
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name but their place
          key={at}
          withBorder
          p="sm"
          component="section"
          aria-label={t('routing.rule', { n: at + 1 })}
        >
          <Group justify="space-between" mb={4}>
            <Text size="sm" fw={600}>
              {t('routing.rule', { n: at + 1 })}
            </Text>
            <Order of={t('routing.rule', { n: at + 1 })} list={rules} at={at} set={set} />
          </Group>
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
            {conditions.map(name => field(rule, at, name))}
            {field(rule, at, 'team_id')}
            <TextInput
              size="xs"
              label={t('routing.skills')}
              dir={rule.skills ? 'auto' : undefined}
              value={rule.skills}
              onChange={e => change(at, { skills: e.currentTarget.value })}
            />
          </SimpleGrid>
        </Paper>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set([...rules, { team_id: team, skills: '' }])}
        >
          {t('routing.add')}
        </Button>
      </div>
    </Stack>
  );
}
