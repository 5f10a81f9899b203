import { Button, Group, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { languages } from '~/i18n';
import { problemOf } from '~/ui/Failure';
import { Form } from '~/ui/form/Form';
import { ByLanguageField } from '~/ui/form/fields';
import type { Form as FormState } from '~/ui/form/useForm';
import { againIn, useRowForm } from '~/ui/form/useRowForm';
import { Applies } from './Applies';
import { FormerTemplates } from './FormerTemplates';
import { nameIn } from './names';
import { Preview } from './Preview';
import { PromiseItem } from './PromiseItem';
import { type Template, templates as templatesQuery } from './queries';
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
