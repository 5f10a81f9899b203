// Rules in words.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { remedyOffers } from '~/api/queries';
import type { Rule } from './queries';

const minutesOfDay = 24 * 60;

export function useSentences() {
  const { t } = useTranslation();
  const offers = useQuery(remedyOffers).data;
  function late(minutes: number): string {
    if (minutes === 0) return t('remedies.at_once');
    return minutes % minutesOfDay === 0
      ? t('remedies.days_late', { count: minutes / minutesOfDay })
      : t('remedies.hours_late', { count: Math.round(minutes / 60) });
  }
  return {
    offer: (id: string) => offers?.find(one => one.id === id)?.name ?? '',
    when({ conditions: c, late_minutes }: Pick<Rule, 'conditions' | 'late_minutes'>): string {
      const said = [
        ...(c.promise_kinds ?? []).map(kind => t(`promise.${kind}`)),
        ...(c.sources ?? []).map(source => t(`promise_source.${source}`)),
        ...(c.case_kinds ?? []).map(kind => t(`kind.${kind}`)),
        ...(c.product_groups ?? []),
      ];
      if (said.length === 0) said.push(t('remedies.any_promise'));
      if (c.level_from && c.level_from > 1)
        said.push(t('remedies.from_level', { n: c.level_from }));
      return [...said, late(late_minutes)].join(' · ');
    },
  };
}
