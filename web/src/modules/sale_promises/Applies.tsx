import { Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { countryChoices } from '~/modules/company/places';
import { ManyField, SwitchField, TextField } from '~/ui/form/fields';
import type { Form } from '~/ui/form/useForm';
import { nameIn } from './names';
import { productGroups } from './queries';
import type { AppliesValues } from './terms';

/// Which sales it goes with by itself; without conditions, with all.
export function Applies<V extends AppliesValues>(props: { form: Form<V> }) {
  const { t, i18n } = useTranslation();
  const form = props.form as unknown as Form<AppliesValues>;
  const groups = useQuery(productGroups).data ?? [];
  return (
    <Fieldset legend={t('sale_templates.applies')}>
      <Stack>
        <SwitchField
          form={form}
          name="automatic"
          label={t('sale_templates.automatic')}
          description={t('sale_templates.automatic_hint')}
        />
        {form.values.automatic && (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <ManyField
              form={form}
              name="groups"
              path="applies.groups"
              label={t('sale_templates.groups')}
              none={t('sale_templates.all_products')}
              choices={groups.map(one => ({
                value: one.code,
                label: nameIn(one.names, i18n.language) || one.code,
              }))}
            />
            <ManyField
              form={form}
              name="countries"
              path="applies.countries"
              label={t('sale_templates.countries')}
              none={t('sale_templates.all_countries')}
              choices={countryChoices(i18n.language)}
            />
            <TextField
              form={form}
              name="sold_from"
              path="applies.sold_from"
              type="date"
              label={t('sale_templates.sold_from')}
            />
            <TextField
              form={form}
              name="sold_until"
              path="applies.sold_until"
              type="date"
              label={t('sale_templates.sold_until')}
              description={t('sale_templates.sold_until_hint')}
            />
          </SimpleGrid>
        )}
      </Stack>
    </Fieldset>
  );
}
