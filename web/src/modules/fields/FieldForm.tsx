import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import type { Language } from '~/i18n';
import { Form } from '~/ui/form/Form';
import {
  ByLanguageField,
  ChoiceField,
  NumberField,
  SwitchField,
  TextField,
} from '~/ui/form/fields';
import { againIn, useRowForm } from '~/ui/form/useRowForm';
import { Choices } from './Choices';
import { type Field, fields as fieldsQuery, targets } from './queries';

export interface Values {
  target: Field['target'];
  key: string;
  type: Field['type'];
  label: Field['label'];
  choices: Field['choices'];
  required: boolean;
  position: number;
}
const example = 'serial_number';
const types: Field['type'][] = ['text', 'number', 'date', 'choice', 'bool'];

const valuesOf = (f?: Field): Values => ({
  target: f?.target ?? 'case',
  key: f?.key ?? '',
  type: f?.type ?? 'text',
  label: f?.label ?? {},
  choices: f?.choices ?? [],
  required: f?.required ?? false,
  position: f?.position ?? 0,
});

const bodyOf = (values: Values) => ({
  ...values,
  choices: values.type === 'choice' ? values.choices : null,
});

interface Props {
  field?: Field; // none: a new one
  tags: Language[];
  done: () => void;
}

export function FieldForm({ field, tags, done }: Props) {
  const { t } = useTranslation();
  const form = useRowForm<Values, Field>({
    noun: 'field',
    row: field,
    valuesOf,
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/fields', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      // What it is called by programs, and of what kind it is, stays.
      const { target, key, type, ...body } = bodyOf(values);
      const params = { path: { field: id } };
      return said(api.PATCH('/fields/{field}', { params, body: { ...body, version } }));
    },
    again: againIn(fieldsQuery),
    done,
  });
  return (
    <Form form={form}>
      <ByLanguageField
        form={form}
        name="label"
        label={t('fields.label')}
        description={t('fields.label_hint')}
        tags={tags}
      />
      {field ? (
        <Text size="sm" c="dimmed">
          {t(`field_target.${field.target}`)} · {t(`field_type.${field.type}`)} ·{' '}
          <bdi dir="ltr">{field.key}</bdi>
        </Text>
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <ChoiceField
            form={form}
            name="target"
            label={t('fields.target')}
            choices={targets.map(value => ({ value, label: t(`field_target.${value}`) }))}
          />
          <ChoiceField
            form={form}
            name="type"
            label={t('fields.type')}
            choices={types.map(value => ({ value, label: t(`field_type.${value}`) }))}
          />
          <TextField
            form={form}
            name="key"
            label={t('fields.key')}
            description={t('fields.key_hint')}
            placeholder={example}
            required
            isCode
          />
        </SimpleGrid>
      )}
      {form.values.type === 'choice' && <Choices form={form} tags={tags} />}
      <SwitchField
        form={form}
        name="required"
        label={t('fields.required')}
        description={t('fields.required_hint')}
      />
      <NumberField
        form={form}
        name="position"
        label={t('fields.position')}
        description={t('fields.position_hint')}
        min={0}
      />
    </Form>
  );
}
