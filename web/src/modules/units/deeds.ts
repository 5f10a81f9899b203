// What is done with a unit as a whole.
import { useQueryClient } from '@tanstack/react-query';
import type { Unit, UnitSummary } from './queries';

export const unitDeeds = ['owner', 'moved', 'change', 'merge'] as const;
export type UnitDeed = (typeof unitDeeds)[number];

export interface DeedProps {
  unit: Unit;
  close: () => void;
  twin?: UnitSummary; // that very likely is the same device
  join: (twin: UnitSummary) => void;
}

/// What else is counted by whose a unit is and what it is, besides the unit itself.
export function useFreshen() {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['unit'] });
    void client.invalidateQueries({ queryKey: ['coverage'] });
    void client.invalidateQueries({ queryKey: ['cases'] });
  };
}
