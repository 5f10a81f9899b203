import { Button, Fieldset, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { tags as tagsQuery } from '~/api/queries';
import { problemOf } from '~/ui/Failure';
import { Form } from '~/ui/form/Form';
import { ChoiceField, SwitchField, TextField } from '~/ui/form/fields';
import type { Form as FormState } from '~/ui/form/useForm';
import { useRowForm } from '~/ui/form/useRowForm';
import { ActionRow } from './ActionRow';
import { ConditionRow } from './ConditionRow';
import { DryRun } from './DryRun';
import {
  type Action,
  type Condition,
  newAction,
  newCondition,
  type Rule,
  type Trigger,
  triggers,
} from './words';

export interface Values {
  name: string;
  trigger: Trigger;
  idle_hours: number | null;
  tag: string | null;
  match: 'all' | 'any';
  conditions: Condition[];
  actions: Action[];
  stop_after: boolean;
  is_on: boolean;
}

export const valuesOf = (rule?: Omit<Rule, 'id' | 'position' | 'created_at'>): Values => ({
  name: rule?.name ?? '',
  trigger: rule?.when.trigger ?? 'case_opened',
  idle_hours: rule?.when.idle_hours ?? null,
  tag: rule?.when.tag ?? null,
  match: rule?.match ?? 'all',
  conditions: rule?.conditions ?? [],
  actions: rule?.actions ?? [newAction()],
  stop_after: rule?.stop_after ?? false,
  is_on: rule ? rule.state === 'active' : true,
});

export const definitionOf = (values: Values) => ({
  when: {
    trigger: values.trigger,
    idle_hours: values.trigger === 'idle' ? (values.idle_hours ?? 8) : null,
    tag: values.trigger === 'tagged' ? values.tag || null : null,
  },
  match: values.match,
  conditions: values.conditions,
  actions: values.actions,
});

function bodyOf(values: Values) {
  const state = values.is_on ? ('active' as const) : ('paused' as const);
  return {
    ...definitionOf(values),
    name: values.name,
    stop_after: values.stop_after,
    state,
  };
}

function When({ form }: { form: FormState<Values> }) {
  const { t } = useTranslation();
  const tags = useQuery(tagsQuery).data ?? [];
  const { trigger, idle_hours } = form.values;
  form.paths.add('when.idle_hours');
  return (
    <Fieldset legend={t('automation.when')}>
      <Stack gap="sm">
        <ChoiceField
          form={form}
          name="trigger"
          path="when.trigger"
          label={t('automation.trigger')}
          description={t(`trigger_about.${trigger}`)}
          choices={triggers.map(value => ({ value, label: t(`trigger.${value}`) }))}
        />
        {trigger === 'idle' && (
          <NumberInput
            label={t('automation.idle_hours')}
            description={t('automation.idle_hours_hint')}
            dir="ltr"
            min={1}
            max={2000}
            allowDecimal={false}
            error={problemOf(form.refusal, 'when.idle_hours')}
            value={idle_hours ?? 8}
            onChange={value => form.change({ idle_hours: Number(value) })}
          />
        )}
        {trigger === 'tagged' && (
          <ChoiceField
            form={form}
            name="tag"
            path="when.tag"
            label={t('automation.tag')}
            none={t('automation.any_tag')}
            choices={tags.map(tag => ({ value: tag.name, label: tag.name }))}
          />
        )}
      </Stack>
    </Fieldset>
  );
}

function useListOf<T>(form: FormState<Values>, name: 'conditions' | 'actions') {
  const list = form.values[name] as T[];
  const put = (next: T[]) => form.change({ [name]: next } as Partial<Values>);
  return {
    list,
    add: (one: T) => put([...list, one]),
    set: (at: number, one: T) => put(list.map((old, i) => (i === at ? one : old))),
    remove: (at: number) => put(list.filter((_, i) => i !== at)),
  };
}

function If({ form }: { form: FormState<Values> }) {
  const { t } = useTranslation();
  const conditions = useListOf<Condition>(form, 'conditions');
  return (
    <Fieldset legend={t('automation.if')}>
      <Stack gap="sm">
        {conditions.list.length === 0 && <Text size="sm">{t('automation.always')}</Text>}
        {conditions.list.length > 1 && (
          <ChoiceField
            form={form}
            name="match"
            label={t('automation.match')}
            choices={['all', 'any'].map(value => ({ value, label: t(`match.${value}`) }))}
          />
        )}
        {conditions.list.map((condition, i) => (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
            key={i}
            form={form}
            at={i}
            condition={condition}
            set={next => conditions.set(i, next)}
            remove={() => conditions.remove(i)}
          />
        ))}
        <Add label={t('automation.add_condition')} add={() => conditions.add(newCondition())} />
      </Stack>
    </Fieldset>
  );
}

function Then({ form }: { form: FormState<Values> }) {
  const { t } = useTranslation();
  const actions = useListOf<Action>(form, 'actions');
  return (
    <Fieldset legend={t('automation.then')}>
      <Stack gap="sm">
        {actions.list.map((action, i) => (
          <ActionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: an action has no name but its place
            key={i}
            form={form}
            at={i}
            action={action}
            set={next => actions.set(i, next)}
            remove={() => actions.remove(i)}
          />
        ))}
        <Add label={t('automation.add_action')} add={() => actions.add(newAction())} />
        <SwitchField
          form={form}
          name="stop_after"
          label={t('automation.stop_after')}
          description={t('automation.stop_after_hint')}
        />
      </Stack>
    </Fieldset>
  );
}

function Add({ label, add }: { label: string; add: () => void }) {
  return (
    <Group>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={add}
      >
        {label}
      </Button>
    </Group>
  );
}

interface Props {
  rule?: Rule; // none: a new one
  done: (rule: Rule) => void;
}

export const useRuleForm = ({ rule, done }: Props) =>
  useRowForm<Values, Rule>({
    noun: 'rule',
    row: rule,
    valuesOf,
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/automation/rules', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { rule: id } };
      const body = { ...bodyOf(values), version };
      return said(api.PUT('/automation/rules/{rule}', { params, body }));
    },
    again: ({ id }) =>
      said(api.GET('/automation/rules/{rule}', { params: { path: { rule: id } } })),
    done,
  });

export function RuleForm({ form }: { form: FormState<Values> }) {
  const { t } = useTranslation();
  return (
    <Form form={form}>
      <TextField form={form} name="name" label={t('form.name')} required maxLength={100} />
      <When form={form} />
      <If form={form} />
      <Then form={form} />
      <SwitchField form={form} name="is_on" label={t('automation.is_active')} />
      <DryRun values={form.values} />
    </Form>
  );
}
