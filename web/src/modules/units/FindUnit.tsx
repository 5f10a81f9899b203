import { Input, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type UnitSummary, unitsBySerialQuery } from './queries';
import { UnitChoices } from './UnitChoices';

interface Props {
  label: string; // of those to choose from
  description?: ReactNode;
  but: string; // the unit of the page
  likely?: UnitSummary[]; // shown before anything is typed
  chosen: string | null;
  choose: (one: UnitSummary) => void;
  problem?: string;
  isFirst?: boolean; // of the dialog
}

/// Another unit, by what stands on its plate.
export function FindUnit(props: Props) {
  const { label, description, but, likely = [], chosen, choose, problem, isFirst } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [serial] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery(unitsBySerialQuery(serial));
  const units = [...(serial.length > 2 ? (found.data ?? []) : likely)].filter(
    one => one.id !== but,
  );
  return (
    <div>
      <TextInput
        label={label}
        description={description ?? t('units.serial_hint')}
        data-autofocus={isFirst || undefined}
        placeholder={t('units.serial')}
        autoComplete="off"
        dir={typed ? 'ltr' : undefined}
        error={problem}
        value={typed}
        onChange={e => setTyped(e.currentTarget.value)}
      />
      {found.isSuccess && units.length === 0 && serial.length > 2 && (
        <Text size="sm" mt={4} role="note">
          {t('units.none_found')}
        </Text>
      )}
      {units.length > 0 && (
        <Stack gap="xs" mt="xs" role="radiogroup" aria-label={label}>
          {serial.length <= 2 && <Input.Description>{t('unit_merge.likely')}</Input.Description>}
          <UnitChoices
            units={units}
            chosen={chosen}
            choose={id => {
              const one = units.find(unit => unit.id === id);
              if (one) choose(one);
            }}
          />
        </Stack>
      )}
    </div>
  );
}
