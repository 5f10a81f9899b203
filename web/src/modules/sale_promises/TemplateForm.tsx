import { Button, Fieldset, Group, SimpleGrid, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { languages } from '~/i18n';
import { countryChoices } from '~/modules/company/places';
import { problemOf } from '~/ui/Failure';
import { Form } from '~/ui/form/Form';
import { ByLanguageField, ManyField, SwitchField, TextField } from '~/ui/form/fields';
import type { Form as FormState } from '~/ui/form/useForm';
import { againIn, useRowForm } from '~/ui/form/useRowForm';
import { FormerTemplates } from './FormerTemplates';
import { nameIn } from './names';
import { Preview } from './Preview';
import { PromiseItem } from './PromiseItem';
import { productGroups, type Template, templates as templatesQuery } from './queries';
import { bodyOf, firstItem, type Item, type Values, valuesOf } from './terms';

interface Props {
  template?: Template; // none: a new one
  done: (template: Template) => void;
}

const startOf = (template?: Template): Values =>
  template ? valuesOf(template) : { ...valuesOf(), promises: [firstItem] };

const useTemplateForm = ({ template, done }: Props) =>
  useRowForm<Values, Template>({
    noun: 'sale_promise_template',
    row: template,
    valuesOf: startOf,
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/sale-promise-templates', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { sale_promise_template: id } };
      const body = { ...bodyOf(values), version };
      return said(api.PUT('/sale-promise-templates/{sale_promise_template}', { params, body }));
    },
    again: againIn(templatesQuery),
    done,
  });

/// Which sales it goes with by itself; without conditions, with all.
function Applies({ form }: { form: FormState<Values> }) {
  const { t, i18n } = useTranslation();
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

function Promises({ form }: { form: FormState<Values> }) {
  const { t, i18n } = useTranslation();
  const { promises } = form.values;
  const set = (next: Item[]) => form.change({ promises: next });
  form.paths.add('promises');
  form.fields.set('promises', {
    label: t('sale_templates.promises'),
    say: value => (value as Item[]).map(one => nameIn(one.names, i18n.language)).join('\n'),
  });
  const problem = problemOf(form.refusal, 'promises');
  return (
    <Stack>
      {promises.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: promises have no other name
        <PromiseItem key={at} form={form} at={at} set={set} />
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          aria-invalid={problem ? true : undefined}
          onClick={() => set([...promises, firstItem])}
        >
          {t('sale_templates.add_promise')}
        </Button>
        {problem && <span role="alert">{problem}</span>}
      </Group>
    </Stack>
  );
}

export function TemplateForm(props: Props) {
  const { t } = useTranslation();
  const form = useTemplateForm(props);
  const { template } = props;
  return (
    <>
      <Form form={form}>
        <ByLanguageField
          form={form}
          name="names"
          label={t('form.name')}
          description={t('sale_templates.name_hint')}
          tags={languages}
        />
        <Promises form={form} />
        <Applies form={form} />
        <Preview values={form.values} />
      </Form>
      {template && <FormerTemplates template={template} use={form.change} />}
    </>
  );
}
