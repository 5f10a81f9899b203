import { Radio, Text } from '@mantine/core';
import type { UnitSummary } from './queries';

export interface Choices {
  units: UnitSummary[];
  chosen: string | null;
  choose: (id: string) => void;
}

/// Devices, one of which is meant; within a radiogroup.
export function UnitChoices({ units, chosen, choose }: Choices) {
  return units.map(unit => (
    <Radio
      key={unit.id}
      checked={chosen === unit.id}
      onChange={() => choose(unit.id)}
      label={
        <>
          <bdi>{unit.title}</bdi> <bdi dir="ltr">{unit.serial}</bdi>
          {unit.owner && (
            <Text span size="sm" c="dimmed">
              {' '}
              · <bdi>{unit.owner.display_name}</bdi>
            </Text>
          )}
        </>
      }
    />
  ));
}
