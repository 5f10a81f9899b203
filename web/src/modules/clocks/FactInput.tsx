import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Fact } from './queries';

interface Props {
  fact: Fact;
  currency: string;
  value: string; // '' is not known
  error?: string;
  set: (value: string) => void;
}

/// One fact: yes or no, one of the words that make a difference, a number, money.
export function FactInput({ fact, currency, value, error, set }: Props) {
  const { t } = useTranslation();
  const unknown = { value: '', label: t('law_fact.unknown') };
  if (fact.kind === 'truth' || fact.kind === 'word') {
    const choices =
      fact.kind === 'truth'
        ? [
            { value: 'true', label: t('law_fact.yes') },
            { value: 'false', label: t('law_fact.no') },
          ]
        : [
            ...fact.values.map(one => ({ value: one.name, label: one.words })),
            { value: 'other', label: t('law_fact.other') },
          ];
    const isListed = value === '' || choices.some(one => one.value === value);
    return (
      <Select
        label={fact.words}
        allowDeselect={false}
        error={error}
        data={[unknown, ...choices, ...(isListed ? [] : [{ value, label: value }])]}
        value={value}
        onChange={next => set(next ?? '')}
      />
    );
  }
  return (
    <TextInput
      label={fact.kind === 'money' ? `${fact.words} (${currency})` : fact.words}
      dir="ltr"
      inputMode="decimal"
      error={error}
      value={value}
      onChange={e => set(e.currentTarget.value)}
    />
  );
}
