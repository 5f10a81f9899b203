import { Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { caseKinds } from '~/ui/enums';
import { Form } from '~/ui/form/Form';
import { ChoiceField, ManyField, NumberField, SwitchField, TextField } from '~/ui/form/fields';
import type { Form as FormState } from '~/ui/form/useForm';
import { againIn, useRowForm } from '~/ui/form/useRowForm';
import { Preview } from './Preview';
import { type Offer, productGroups, type Rule, remedyRules } from './queries';

type Conditions = Rule['conditions'];
export interface Values {
  name: string;
  position: number;
  offer_id: string;
  promise_kinds: NonNullable<Conditions['promise_kinds']>;
  sources: NonNullable<Conditions['sources']>;
  case_kinds: NonNullable<Conditions['case_kinds']>;
  product_groups: string[];
  level_from: number | null;
  late: number;
  late_unit: 'hours' | 'days';
  by_itself: boolean;
  active: boolean;
}

const promiseKinds: Values['promise_kinds'] = [
  'answer_by',
  'call_back_by',
  'follow_up_by',
  'solve_by',
  'notify_by',
  'decide_by',
  'arrive_within',
  'deliver_by',
  'repair_by',
  'replace_by',
];
const sources: Values['sources'] = ['law', 'contract', 'standard', 'word', 'recovery'];
const minutes = { hours: 60, days: 24 * 60 };

export function valuesOf(rule: Rule | undefined, offers: Offer[]): Values {
  const late = rule?.late_minutes ?? 0;
  const isDays = late % minutes.days === 0;
  return {
    name: rule?.name ?? '',
    position: rule?.position ?? 0,
    offer_id: rule?.offer_id ?? offers.find(one => one.active)?.id ?? '',
    promise_kinds: rule?.conditions.promise_kinds ?? [],
    sources: rule?.conditions.sources ?? [],
    case_kinds: rule?.conditions.case_kinds ?? [],
    product_groups: rule?.conditions.product_groups ?? [],
    level_from: rule?.conditions.level_from ?? null,
    late: late / (isDays ? minutes.days : minutes.hours),
    late_unit: isDays ? 'days' : 'hours',
    by_itself: rule?.by_itself ?? false,
    active: rule?.active ?? true,
  };
}

export function bodyOf(values: Values) {
  const { name, position, offer_id, by_itself, active } = values;
  const { promise_kinds, sources, case_kinds, product_groups, level_from } = values;
  return {
    name,
    position: position ?? 0,
    offer_id,
    conditions: { promise_kinds, sources, case_kinds, product_groups, level_from },
    late_minutes: Math.round((values.late ?? 0) * minutes[values.late_unit]),
    by_itself,
    active,
  };
}

/// For which breach: what is left empty is not asked. Who the customer is nobody can ask.
function For({ form }: { form: FormState<Values> }) {
  const { t, i18n } = useTranslation();
  const groups = useQuery(productGroups).data ?? [];
  const any = t('remedies.any');
  return (
    <Fieldset legend={t('remedies.when')}>
      <Stack gap="sm">
        <ManyField
          form={form}
          name="promise_kinds"
          path="conditions.promise_kinds"
          label={t('remedies.promise_kinds')}
          none={any}
          choices={promiseKinds.map(value => ({ value, label: t(`promise.${value}`) }))}
        />
        <ManyField
          form={form}
          name="sources"
          path="conditions.sources"
          label={t('remedies.sources')}
          none={any}
          choices={sources.map(value => ({ value, label: t(`promise_source.${value}`) }))}
        />
        <ManyField
          form={form}
          name="case_kinds"
          path="conditions.case_kinds"
          label={t('remedies.case_kinds')}
          none={any}
          choices={caseKinds.map(value => ({ value, label: t(`kind.${value}`) }))}
        />
        {groups.length > 0 && (
          <ManyField
            form={form}
            name="product_groups"
            path="conditions.product_groups"
            label={t('remedies.product_groups')}
            none={any}
            choices={groups.map(group => {
              const names = group.names as Record<string, string>;
              return { value: group.code, label: names[i18n.language] ?? group.code };
            })}
          />
        )}
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <NumberField
            form={form}
            name="late"
            path="late_minutes"
            label={t('remedies.late')}
            description={t('remedies.late_hint')}
            min={0}
          />
          <ChoiceField
            form={form}
            name="late_unit"
            label={t('remedies.late_unit')}
            description={t('remedies.late_unit_hint')}
            choices={(['hours', 'days'] as const).map(value => ({
              value,
              label: t(`remedies.${value}`),
            }))}
          />
          <NumberField
            form={form}
            name="level_from"
            path="conditions.level_from"
            label={t('remedies.level')}
            description={t('remedies.level_hint')}
            min={1}
            max={100}
          />
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}

interface Props {
  rule?: Rule; // none: a new one
  offers: Offer[];
  done: (rule: Rule) => void;
}

export function RuleForm({ rule, offers, done }: Props) {
  const { t } = useTranslation();
  const form = useRowForm<Values, Rule>({
    noun: 'remedy_rule',
    row: rule,
    valuesOf: row => valuesOf(row, offers),
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/remedy-rules', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { remedy_rule: id } };
      const body = { ...bodyOf(values), version };
      return said(api.PUT('/remedy-rules/{remedy_rule}', { params, body }));
    },
    again: againIn(remedyRules),
    done,
  });
  return (
    <Form form={form}>
      <TextField form={form} name="name" label={t('form.name')} required maxLength={200} />
      <For form={form} />
      <ChoiceField
        form={form}
        name="offer_id"
        label={t('remedies.what')}
        choices={offers
          .filter(one => one.active || one.id === rule?.offer_id)
          .map(one => ({ value: one.id, label: one.name }))}
      />
      <SwitchField
        form={form}
        name="by_itself"
        label={t('remedies.by_itself')}
        description={t('remedies.by_itself_hint')}
      />
      <NumberField
        form={form}
        name="position"
        label={t('remedies.position')}
        description={t('remedies.position_hint')}
      />
      <SwitchField form={form} name="active" label={t('remedies.in_use')} />
      <Preview rule={rule} body={bodyOf(form.values)} />
    </Form>
  );
}
