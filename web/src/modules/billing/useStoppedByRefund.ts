import { useQuery } from '@tanstack/react-query';
import { lawOf, vocabularyOf } from '~/modules/clocks/queries';

/// Titles of the rules whose clock runs on the case and would stop by a refund.
export function useStoppedByRefund(id: string, enabled: boolean) {
  const law = useQuery({ ...lawOf(id), enabled });
  const open = law.data?.clocks.filter(clock => clock.open) ?? [];
  const words = useQuery({ ...vocabularyOf(open[0]?.pack_id ?? '', id), enabled: open.length > 0 });
  const stops = words.data?.happenings.find(one => one.kind === 'refund.paid')?.stops ?? [];
  return [...new Set(open.map(clock => clock.title))].filter(title => stops.includes(title));
}
