import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { useMoney } from '~/i18n/money';
import { Count } from '~/ui/Figure';
import classes from '~/ui/figures.module.css';
import { Scroll } from '~/ui/Scroll';
import type { Wish } from './wish';

type Report = Schemas['RecoveryPage'];
type Group = Report['groups'][number];

function useName(by: string | undefined) {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ group, name }: Group): string => {
    if (by === 'promise') return t(`promise.${group}`);
    if (by === 'kind') return t(`kind.${group}`);
    if (by === 'team') return name;
    return formats.date(group);
  };
}

/// What broken promises cost, a row a group: altogether, and on average for one whose cost is told.
export function CostTable({ report, wish }: { report: Report; wish: Wish }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const money = useMoney();
  const nameOf = useName(wish.by);
  if (report.groups.length === 0) return null;
  const way = (group: Group) => ({
    to: '/recovery',
    search: wish.by === 'team' ? { ...wish, team_id: group.group } : wish,
  });
  return (
    <Scroll label={t('recovery.cost_by')}>
      <table className={classes.cards}>
        <thead>
          <tr>
            <th>{t(`recovery.by_${wish.by}`)}</th>
            <th>{t('recovery.broken')}</th>
            <th>{t('recovery.cost')}</th>
            <th>{t('recovery.cost_each')}</th>
          </tr>
        </thead>
        <tbody>
          {report.groups.map(group => (
            <tr key={group.group}>
              <td className={classes.head}>
                <bdi>{nameOf(group)}</bdi>
              </td>
              <td data-label={t('recovery.broken')}>
                {wish.by === 'team' ? (
                  <Count n={group.broken} text={formats.number(group.broken)} way={way(group)} />
                ) : (
                  formats.number(group.broken)
                )}
              </td>
              <td data-label={t('recovery.cost')}>
                {group.costs.map(one => money(one.amount, one.currency)).join(' + ') || '–'}
                {group.untold > 0 && (
                  <Text size="xs" c="dimmed">
                    {t('recovery.untold', { n: group.untold, all: group.broken })}
                  </Text>
                )}
              </td>
              <td data-label={t('recovery.cost_each')}>
                {group.costs
                  .map(one =>
                    money(String(Number(one.amount) / (group.broken - group.untold)), one.currency),
                  )
                  .join(' + ') || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
