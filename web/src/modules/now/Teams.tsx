import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Count } from '~/ui/Figure';
import classes from '~/ui/figures.module.css';
import { Scroll } from '~/ui/Scroll';
import { LoadCells, LoadHeads } from './Load';
import type { TeamNow } from './queries';

export function Teams({ rows }: { rows: TeamNow[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <section className={classes.section} aria-labelledby="now-teams">
      <h2 id="now-teams" className={classes.heading}>
        {t('now.by_team')}
      </h2>
      <Scroll label={t('now.by_team')}>
        <table className={classes.cards}>
          <thead>
            <tr>
              <th>{t('now.team')}</th>
              <LoadHeads />
              <th className={classes.number}>{t('now.unowned')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(team => (
              <tr key={team.team_id}>
                <th scope="row">
                  <bdi>{team.name}</bdi>
                </th>
                <LoadCells load={team} whose={{ team_id: team.team_id }} />
                <td className={classes.number} data-label={t('now.unowned')}>
                  <Count
                    n={team.unowned.pending}
                    text={formats.number(team.unowned.pending)}
                    way={{
                      to: '/now/promises',
                      search: { team_id: team.team_id, owner: 'none' },
                    }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
