import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '~/api/client';
import { type UnitSummary, unitsWithSerialQuery } from './queries';

interface Props {
  refusal: Refusal | undefined;
  serial: string; // that was refused
  but: string; // the unit of the page
  join: (other: UnitSummary) => void;
}

/// The unit that has this serial already: what it is and whose, to be looked at or joined.
export function TakenSerial({ refusal, serial, but, join }: Props) {
  const { t } = useTranslation();
  const isTaken = refusal?.fields.some(field => field.key === 'units.serial_taken') ?? false;
  const found = useQuery({ ...unitsWithSerialQuery(serial), enabled: isTaken });
  const others = isTaken ? (found.data ?? []).filter(one => one.id !== but) : [];
  if (others.length === 0) return null;
  return (
    <Stack gap={6} role="note">
      {others.map(one => (
        <Group key={one.id} justify="space-between" gap="xs">
          <Text size="sm">
            <Link to={`/unit/${one.id}`} target="_blank">
              <bdi>{one.title}</bdi> <bdi dir="ltr">{one.serial}</bdi>
            </Link>
            {one.name && !one.title.includes(one.name) && (
              <>
                {' · '}
                <bdi>{one.name}</bdi>
              </>
            )}
            {one.owner && (
              <>
                {' · '}
                <bdi>{one.owner.display_name}</bdi>
              </>
            )}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => join(one)}>
            {t('unit_change.join')}
          </Button>
        </Group>
      ))}
    </Stack>
  );
}
