import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { languages } from '~/i18n';
import { Applies } from '~/modules/sale_promises/Applies';
import { problemOf } from '~/ui/Failure';
import { Form } from '~/ui/form/Form';
import { ByLanguageField, ChoiceField } from '~/ui/form/fields';
import type { Form as FormState } from '~/ui/form/useForm';
import { againIn, useRowForm } from '~/ui/form/useRowForm';
import { FormerTemplates } from './FormerTemplates';
import { LineItem } from './LineItem';
import { type Template, templates as templatesQuery } from './queries';
import { bodyOf, firstItem, type Item, lineOf, type Values, valuesOf } from './terms';
import { useLineText } from './useLineText';

const sources = ['manufacturer', 'retailer', 'repair', 'extended', 'goodwill'];

interface Props {
  template?: Template; // none: a new one
  done: (template: Template) => void;
}

const startOf = (template?: Template): Values =>
  template
    ? valuesOf(template)
    : { ...valuesOf(), lines: [firstItem, { ...firstItem, component: 'labour' }] };

const useTemplateForm = ({ template, done }: Props) =>
  useRowForm<Values, Template>({
    noun: 'coverage_template',
    row: template,
    valuesOf: startOf,
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/coverage-templates', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { coverage_template: id } };
      const body = { ...bodyOf(values), version };
      return said(api.PUT('/coverage-templates/{coverage_template}', { params, body }));
    },
    again: againIn(templatesQuery),
    done,
  });

function Lines({ form }: { form: FormState<Values> }) {
  const { t } = useTranslation();
  const textOf = useLineText();
  const { lines } = form.values;
  const set = (next: Item[]) => form.change({ lines: next });
  form.paths.add('lines');
  form.fields.set('lines', {
    label: t('coverage_templates.lines'),
    say: value => (value as Item[]).map(one => textOf(lineOf(one))).join('\n'),
  });
  const problem = problemOf(form.refusal, 'lines');
  return (
    <Stack>
      {lines.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <LineItem key={at} form={form} at={at} set={set} />
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          aria-invalid={problem ? true : undefined}
          onClick={() => set([...lines, firstItem])}
        >
          {t('coverage_templates.add_line')}
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
          description={t('coverage_templates.name_hint')}
          tags={languages}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <ChoiceField
            form={form}
            name="source"
            label={t('coverage_templates.source')}
            choices={sources.map(value => ({ value, label: t(`coverage_source.${value}`) }))}
          />
        </SimpleGrid>
        <Lines form={form} />
        <Applies form={form} />
      </Form>
      {template && <FormerTemplates template={template} use={form.change} />}
    </>
  );
}
