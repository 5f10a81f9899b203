import { Fieldset, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { nameIn } from '~/modules/sale_promises/names';
import { productGroups } from '~/modules/sale_promises/queries';
import { ChoiceField, ManyField, NumberField, SwitchField, TextField } from '~/ui/form/fields';
import { itemOf } from '~/ui/form/item';
import type { Form } from '~/ui/form/useForm';
import { Order } from '~/ui/Order';
import type { Item, Values } from './terms';

const components = ['parts', 'labour', 'travel', 'shipping', 'loaner'];
const payers = ['manufacturer', 'seller', 'provider', 'company'];
const starts = ['sale', 'delivery', 'commissioning', 'registration', 'manufacture'];
const ends = ['at_any', 'at_all'];
const causes = ['wear', 'accident', 'misuse', 'transport', 'foreign_repair'];

interface OneProps {
  form: Form<Item>;
}

/// Which parts are in it, which causes are not, and when use ends it.
function Limits({ form }: OneProps) {
  const { t, i18n } = useTranslation();
  const { values } = form;
  const groups = (useQuery(productGroups).data ?? []).map(one => ({
    value: one.code,
    label: nameIn(one.names, i18n.language) || one.code,
  }));
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {values.component === 'parts' && groups.length > 0 && (
        <>
          <ManyField
            form={form}
            name="included_groups"
            label={t('coverage_templates.included')}
            none={t('sale_terms.all_parts')}
            choices={groups}
          />
          <ManyField
            form={form}
            name="excluded_groups"
            label={t('coverage_templates.excluded')}
            none={t('coverage_templates.none_excluded')}
            choices={groups}
          />
        </>
      )}
      <ManyField
        form={form}
        name="excluded_causes"
        label={t('coverage_templates.causes')}
        none={t('coverage_templates.any_cause')}
        choices={causes.map(value => ({ value, label: t(`cause.${value}`) }))}
      />
      <NumberField form={form} name="max_visits" label={t('coverage_templates.visits')} min={1} />
      <TextField
        form={form}
        name="meter"
        path="usage"
        label={t('coverage_templates.meter')}
        description={t('coverage_templates.meter_hint')}
      />
      {values.meter.trim() && (
        <NumberField form={form} name="limit" label={t('coverage_templates.limit')} min={1} />
      )}
      {values.meter.trim() && values.months && (
        <ChoiceField
          form={form}
          name="ends"
          label={t('coverage_templates.ends')}
          choices={ends.map(value => ({ value, label: t(`coverage_ends.${value}`) }))}
        />
      )}
    </SimpleGrid>
  );
}

interface Props {
  form: Form<Values>;
  at: number;
  set: (next: Item[]) => void;
}

/// One component: how much of it somebody else pays, who, from when on and for how long.
export function LineItem({ form, at, set }: Props) {
  const { t } = useTranslation();
  const item = itemOf<'lines', Item, Values>(form, 'lines', at);
  const title = t('coverage_templates.line_nr', { n: at + 1 });
  const words = (prefix: string, all: readonly string[]) =>
    all.map(value => ({ value, label: t(`${prefix}.${value}`) }));
  const isGiven = item.values.start === 'given';
  return (
    <Fieldset legend={title}>
      <Stack>
        <Group justify="flex-end">
          <Order of={title} list={form.values.lines} at={at} set={set} />
        </Group>
        <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }}>
          <ChoiceField
            form={item}
            name="component"
            label={t('coverage.component')}
            choices={words('component', components)}
          />
          <NumberField
            form={item}
            name="percent"
            label={t('coverage_templates.percent')}
            min={1}
            max={100}
            suffix="%"
          />
          <ChoiceField
            form={item}
            name="payer"
            label={t('coverage.payer')}
            choices={words('payer', payers)}
          />
          <ChoiceField
            form={item}
            name="start"
            label={t('sale_terms.begins')}
            choices={words('coverage_start', isGiven ? [...starts, 'given'] : starts)}
          />
          <NumberField form={item} name="months" label={t('sale_terms.months')} min={1} />
        </SimpleGrid>
        <Limits form={item} />
        {item.values.rest.max_amount_minor && (
          <Text size="sm" c="dimmed">
            {t('coverage_templates.amount_stays')}
          </Text>
        )}
        <SwitchField
          form={item}
          name="extended_by_repair"
          label={t('coverage_templates.extended_by_repair')}
        />
        <SwitchField
          form={item}
          name="transferable"
          label={t('sale_terms.transferable')}
          description={t('sale_terms.transferable_hint')}
        />
        <SwitchField
          form={item}
          name="consumers_only"
          label={t('coverage_templates.consumers_only')}
        />
      </Stack>
    </Fieldset>
  );
}
