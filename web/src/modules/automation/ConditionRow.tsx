import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { problemOf } from '~/ui/Failure';
import type { Form } from '~/ui/form/useForm';
import { ConditionValues } from './ConditionValues';
import { caseFields } from './queries';
import type { Values } from './RuleForm';
import { type Asks, asked, type Condition, questions, type Test, takesValues } from './words';

interface Props {
  form: Form<Values>;
  at: number;
  condition: Condition;
  set: (next: Condition) => void;
  remove: () => void;
}

function OfField({ condition, set }: Pick<Props, 'condition' | 'set'>) {
  const { t, i18n } = useTranslation();
  const fields = useQuery(caseFields).data ?? [];
  return (
    <Select
      w={180}
      aria-label={t('automation.field')}
      placeholder={t('automation.field')}
      data={fields.map(field => ({
        value: field.key,
        label: field.label[i18n.language] ?? Object.values(field.label)[0] ?? field.key,
      }))}
      value={condition.field ?? null}
      onChange={field => set({ ...condition, field })}
    />
  );
}

/// What is asked · how it is compared · with what.
export function ConditionRow({ form, at, condition, set, remove }: Props) {
  const { t } = useTranslation();
  const isRated = form.values.trigger === 'rated';
  const path = `conditions[${at}]`;
  const own = form.refusal?.fields.filter(one => one.field.startsWith(path)) ?? [];
  for (const one of own) form.paths.add(one.field);
  const problem = own.map(one => problemOf(form.refusal, one.field)).find(Boolean) ?? undefined;
  function ask(asks: Asks) {
    const test = questions[asks].includes(condition.test) ? condition.test : questions[asks][0];
    set({ asks, test: test as Test, field: null, values: [] });
  }
  function compare(test: Test) {
    set({ ...condition, test, values: takesValues(test) ? condition.values : [] });
  }
  return (
    <Stack gap={4} role="group" aria-label={t('automation.condition_nr', { n: at + 1 })}>
      <Group gap="xs" align="flex-start">
        <Select
          w={190}
          aria-label={t('automation.asks')}
          allowDeselect={false}
          data={asked
            .filter(value => value !== 'rating' || isRated || condition.asks === 'rating')
            .map(value => ({ value, label: t(`asks.${value}`) }))}
          value={condition.asks}
          onChange={value => ask(value as Asks)}
        />
        {condition.asks === 'field' && <OfField condition={condition} set={set} />}
        <Select
          w={190}
          aria-label={t('automation.test')}
          allowDeselect={false}
          data={questions[condition.asks].map(value => ({ value, label: t(`test.${value}`) }))}
          value={condition.test}
          onChange={value => compare(value as Test)}
        />
        {takesValues(condition.test) && (
          <ConditionValues
            condition={condition}
            isWrong={problem !== undefined}
            set={values => set({ ...condition, values })}
          />
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          mt={4}
          aria-label={t('automation.remove_condition', { n: at + 1 })}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {problem && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {problem}
        </Text>
      )}
    </Stack>
  );
}
