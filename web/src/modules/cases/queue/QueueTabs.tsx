import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { counts as countsQuery, teams as teamsQuery } from '~/api/queries';
import { useFormats } from '~/i18n/formats';
import type { Filter } from './filter';
import classes from './queue.module.css';

const most = 1_000; // the server counts no further

interface Tab {
  value: string;
  label: string;
  count?: number;
}

function useTabs(): Tab[] {
  const { t } = useTranslation();
  const counts = useQuery(countsQuery);
  const teams = useQuery(teamsQuery);
  const own = counts.data?.teams ?? [];
  const unowned = own.reduce((sum, team) => sum + team.unowned, 0);
  const nameOf = (id: string) => teams.data?.find(team => team.id === id)?.name ?? '…';
  return [
    { value: 'all', label: t('queue.everyone') },
    { value: 'me', label: t('queue.mine'), count: counts.data?.mine },
    ...own.map(c => ({ value: c.team_id, label: nameOf(c.team_id), count: c.open })),
    ...(unowned > 0 ? [{ value: 'none', label: t('queue.unowned'), count: unowned }] : []),
  ];
}

/// Mine, everyone's, and each of my teams, with how many are open in each; kept live.
export function QueueTabs({ filter, use }: { filter: Filter; use: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const tabs = useTabs();
  const isOwner = filter.owner === 'me' || filter.owner === 'none';
  const value = (isOwner ? filter.owner : filter.team_id) ?? 'all';
  function choose(next: string) {
    const rest = { ...filter, owner: undefined, team_id: undefined };
    if (next === 'all') return use(rest);
    use(next === 'me' || next === 'none' ? { ...rest, owner: next } : { ...rest, team_id: next });
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a look of its own
    <div className={classes.tabs} role="group" aria-label={t('queue.whose')}>
      {tabs.map(tab => (
        <button
          key={tab.value}
          type="button"
          className={classes.tab}
          aria-pressed={tab.value === value}
          onClick={() => choose(tab.value)}
        >
          <bdi>{tab.label}</bdi>{' '}
          {tab.count !== undefined && (
            <span className={classes.count}>
              {formats.number(tab.count)}
              {tab.count >= most && '+'}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
