import { Fieldset, Group, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { languages } from '~/i18n';
import { caseKinds } from '~/ui/enums';
import {
  ByLanguageField,
  ChoiceField,
  ManyField,
  NumberField,
  SwitchField,
  TextField,
} from '~/ui/form/fields';
import { itemOf } from '~/ui/form/item';
import type { Form } from '~/ui/form/useForm';
import { Order } from '~/ui/Order';
import { nameIn } from './names';
import { productGroups } from './queries';
import type { Item, Values } from './terms';

const forms = ['quantity', 'dated'] as const;
const begins = ['sale', 'delivery', 'commissioning', 'given'];
const components = ['parts', 'labour', 'travel', 'shipping', 'loaner'];
const datedKinds = ['deliver_by', 'arrive_within', 'repair_by', 'replace_by'];

interface OneProps {
  form: Form<Item>;
}

/// So many of it, for how long, for which cases, and what of their cost.
function Quantity({ form }: OneProps) {
  const { t, i18n } = useTranslation();
  const groups = useQuery(productGroups).data ?? [];
  const { values } = form;
  const hasParts = values.components.length === 0 || values.components.includes('parts');
  const words = (prefix: string, all: readonly string[]) =>
    all.map(value => ({ value, label: t(`${prefix}.${value}`) }));
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2, sm: 4 }}>
        <NumberField form={form} name="quantity" label={t('sale_terms.quantity')} min={1} />
        <ChoiceField
          form={form}
          name="begins"
          label={t('sale_terms.begins')}
          choices={words('sale_begins', begins)}
        />
        <NumberField form={form} name="months" label={t('sale_terms.months')} min={1} />
        <TextField form={form} name="last_on" type="date" label={t('sale_terms.last_on')} />
      </SimpleGrid>
      {values.begins === 'given' && (
        <TextField form={form} name="from_on" type="date" label={t('sale_terms.from_on')} />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ManyField
          form={form}
          name="case_kinds"
          label={t('sale_terms.case_kinds')}
          none={t('sale_terms.any_case')}
          choices={words('kind', caseKinds)}
        />
        <ManyField
          form={form}
          name="components"
          label={t('sale_terms.components')}
          none={t('sale_terms.all_components')}
          choices={words('component', components)}
        />
        {hasParts && groups.length > 0 && (
          <ManyField
            form={form}
            name="part_groups"
            label={t('sale_terms.part_groups')}
            none={t('sale_terms.all_parts')}
            choices={groups.map(one => ({
              value: one.code,
              label: nameIn(one.names, i18n.language) || one.code,
            }))}
          />
        )}
      </SimpleGrid>
      <SwitchField
        form={form}
        name="transferable"
        label={t('sale_terms.transferable')}
        description={t('sale_terms.transferable_hint')}
      />
    </>
  );
}

/// One thing by a day: a case is opened that owes it from the first instant.
function Dated({ form }: OneProps) {
  const { t } = useTranslation();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <ChoiceField
          form={form}
          name="kind"
          label={t('sale_terms.kind')}
          choices={datedKinds.map(value => ({ value, label: t(`promise.${value}`) }))}
        />
        <ChoiceField
          form={form}
          name="case_kind"
          label={t('sale_terms.case_kind')}
          choices={caseKinds.map(value => ({ value, label: t(`kind.${value}`) }))}
        />
        <NumberField form={form} name="within_days" label={t('sale_terms.within_days')} min={0} />
        <TextField
          form={form}
          name="before"
          type="time"
          label={t('sale_terms.before')}
          description={t('sale_terms.before_hint')}
        />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {t('sale_terms.dated_text')}
      </Text>
    </>
  );
}

interface Props {
  form: Form<Values>;
  at: number;
  set: (next: Item[]) => void;
}

export function PromiseItem({ form, at, set }: Props) {
  const { t } = useTranslation();
  const item = itemOf<'promises', Item, Values>(form, 'promises', at);
  const title = t('sale_templates.promise_nr', { n: at + 1 });
  return (
    <Fieldset legend={title}>
      <Stack>
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            aria-label={t('sale_terms.form')}
            data={forms.map(value => ({ value, label: t(`sale_form.${value}`) }))}
            value={item.values.form}
            onChange={value => item.change({ form: value as Item['form'] })}
          />
          <Order of={title} list={form.values.promises} at={at} set={set} />
        </Group>
        <ByLanguageField
          form={item}
          name="names"
          label={t('sale_terms.words')}
          description={t('sale_terms.words_hint')}
          tags={languages}
        />
        {item.values.form === 'quantity' ? <Quantity form={item} /> : <Dated form={item} />}
      </Stack>
    </Fieldset>
  );
}
