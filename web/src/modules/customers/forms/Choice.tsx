import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props<T extends string> {
  label: string;
  prefix: string; // of the texts' keys
  values: readonly T[];
  value: T;
  set: (value: T) => void;
  error?: string;
}

/// One of a closed set, in words.
export function Choice<T extends string>({ label, prefix, values, value, set, error }: Props<T>) {
  const { t } = useTranslation();
  return (
    <Select
      label={label}
      allowDeselect={false}
      data={values.map(one => ({ value: one, label: t(`${prefix}.${one}`) }))}
      value={value}
      error={error}
      onChange={next => set((next ?? value) as T)}
    />
  );
}
