import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery, teams as teamsQuery } from '~/api/queries';
import { NothingHere } from '~/app/NothingHere';
import { Form } from '~/ui/form/Form';
import { ChoiceField, SwitchField, TextField } from '~/ui/form/fields';
import { againIn, useRowForm } from '~/ui/form/useRowForm';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { type Budget, remedyBudgets } from './queries';

interface Values {
  scope: Budget['scope'];
  team_id: string | null;
  goodwill_only: boolean;
  period: Budget['period'];
  amount: string;
  currency: string;
  active: boolean;
}
const scopes: Budget['scope'][] = ['company', 'team', 'person'];
const periods: Budget['period'][] = ['month', 'quarter', 'year'];

const valuesOf = (budget: Budget | undefined, currency: string): Values => ({
  scope: budget?.scope ?? 'company',
  team_id: budget?.team_id ?? null,
  goodwill_only: budget?.goodwill_only ?? false,
  period: budget?.period ?? 'month',
  amount: budget?.amount ?? '',
  currency: budget?.currency ?? currency,
  active: budget?.active ?? true,
});

const bodyOf = (values: Values) => ({
  ...values,
  team_id: values.scope === 'team' ? values.team_id : null,
});

interface EditingProps {
  budget?: Budget;
  currency: string;
  done: () => void;
}

function Editing({ budget, currency, done }: EditingProps) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery).data ?? [];
  const form = useRowForm<Values, Budget>({
    noun: 'remedy_budget',
    row: budget,
    valuesOf: row => valuesOf(row, currency),
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/remedy-budgets', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { remedy_budget: id } };
      const body = { ...bodyOf(values), version };
      return said(api.PUT('/remedy-budgets/{remedy_budget}', { params, body }));
    },
    again: againIn(remedyBudgets),
    done,
  });
  const isKept = budget !== undefined; // what it counts was chosen
  return (
    <Form form={form}>
      <ChoiceField
        form={form}
        name="scope"
        label={t('remedies.whose')}
        description={t(`budget_scope_about.${form.values.scope}`)}
        disabled={isKept}
        choices={scopes.map(value => ({ value, label: t(`budget_scope.${value}`) }))}
      />
      {form.values.scope === 'team' && (
        <ChoiceField
          form={form}
          name="team_id"
          label={t('budget_scope.team')}
          disabled={isKept}
          choices={teams.map(team => ({ value: team.id, label: team.name }))}
        />
      )}
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextField form={form} name="amount" label={t('remedies.budget')} required isCode />
        <TextField
          form={form}
          name="currency"
          label={t('remedies.currency')}
          required
          isCode
          disabled={isKept}
          maxLength={3}
        />
        <ChoiceField
          form={form}
          name="period"
          label={t('remedies.period')}
          disabled={isKept}
          choices={periods.map(value => ({ value, label: t(`budget_period.${value}`) }))}
        />
      </SimpleGrid>
      <SwitchField
        form={form}
        name="goodwill_only"
        label={t('remedies.goodwill_only')}
        description={t('remedies.goodwill_only_hint')}
        disabled={isKept}
      />
      <SwitchField form={form} name="active" label={t('remedies.in_use')} />
    </Form>
  );
}

export default function BudgetPage() {
  const { t } = useTranslation();
  const { id, isNew, savedAndBack } = useOneOf('/settings/remedies');
  const budgets = useQuery(remedyBudgets);
  const company = useQuery(companyQuery);
  const budget = budgets.data?.find(one => one.id === id);
  if (budgets.isSuccess && !isNew && !budget) return <NothingHere />;
  return (
    <SettingsPage
      title={t(isNew ? 'remedies.add_budget' : 'remedies.budget')}
      about={isNew ? undefined : t('remedies.budget_kept')}
      up={{ to: '/settings/remedies', label: t('remedies.title') }}
    >
      <Loaded query={company}>
        {({ currency }) => (
          <Loaded query={budgets}>
            {() =>
              (isNew || budget) && (
                <Editing key={id} budget={budget} currency={currency} done={savedAndBack} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </SettingsPage>
  );
}
