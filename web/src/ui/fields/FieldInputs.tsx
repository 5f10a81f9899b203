import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Refusal } from '~/api/client';
import { problemOf } from '~/ui/Failure';
import { type Field, fieldsQuery, type Target, useLabel } from './fields';

type Values = Record<string, unknown>;
interface Props {
  target: Target;
  values: Values;
  change: (values: Values) => void;
  refusal?: Refusal;
  path: string; // of the fields in the body: 'fields'
}

/// Nothing chosen, nothing said: the key is left out.
function withValue(values: Values, key: string, value: unknown): Values {
  const { [key]: _, ...rest } = values;
  return value === '' || value === null || value === undefined ? rest : { ...rest, [key]: value };
}

export function FieldInputs({ target, values, change, refusal, path }: Props) {
  const label = useLabel();
  const { data } = useQuery(fieldsQuery(target));
  function input(field: Field) {
    const set = (value: unknown) => change(withValue(values, field.key, value));
    const value = values[field.key];
    const common = {
      key: field.id,
      label: label(field.label),
      required: field.required,
      error: problemOf(refusal, `${path}.${field.key}`),
    };
    const { key, required, ...bare } = common;
    if (field.type === 'bool')
      return (
        <Checkbox
          key={key}
          {...bare}
          checked={value === true}
          onChange={e => set(e.currentTarget.checked)}
        />
      );
    if (field.type === 'choice')
      return (
        <Select
          key={key}
          {...bare}
          required={required}
          clearable={!required}
          data={field.choices.map(one => ({ value: one.value, label: label(one.label) }))}
          value={(value as string) ?? null}
          onChange={set}
        />
      );
    if (field.type === 'number')
      return (
        <NumberInput
          key={key}
          {...bare}
          required={required}
          value={(value as number) ?? ''}
          onChange={next => set(next === '' ? undefined : Number(next))}
        />
      );
    return (
      <TextInput
        key={key}
        {...bare}
        required={required}
        type={field.type === 'date' ? 'date' : 'text'}
        dir={value && field.type === 'text' ? 'auto' : undefined}
        value={(value as string) ?? ''}
        onChange={e => set(e.currentTarget.value)}
      />
    );
  }
  return <>{(data ?? []).map(input)}</>;
}
