import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Count } from '~/ui/Figure';
import classes from '~/ui/figures.module.css';
import { Scroll } from '~/ui/Scroll';
import { LoadCells, LoadHeads } from './Load';
import type { PersonNow, TeamNow } from './queries';

export function People({ rows, teams }: { rows: PersonNow[]; teams: TeamNow[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const nameOf = (id: string) => teams.find(team => team.team_id === id)?.name;
  return (
    <section className={classes.section} aria-labelledby="now-people">
      <h2 id="now-people" className={classes.heading}>
        {t('now.by_person')}
      </h2>
      <Scroll label={t('now.by_person')}>
        <table className={classes.cards}>
          <thead>
            <tr>
              <th>{t('now.person')}</th>
              <LoadHeads />
              <th className={classes.number}>{t('now.open_cases')}</th>
              <th className={classes.number}>{t('now.room')}</th>
              <th>{t('now.presence')}</th>
              <th>{t('now.teams')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(person => (
              <tr key={person.staff_id}>
                <th scope="row">
                  <bdi>{person.name}</bdi>
                </th>
                <LoadCells load={person} whose={{ owner: person.staff_id }} />
                <td className={classes.number} data-label={t('now.open_cases')}>
                  <Count
                    n={person.open_cases}
                    text={formats.number(person.open_cases)}
                    way={{ to: '/queue', search: { owner: person.staff_id } }}
                  />
                </td>
                <td className={classes.number} data-label={t('now.room')}>
                  {formats.number(person.room)}
                </td>
                <td data-label={t('now.presence')}>{t(`presence.${person.presence}`)}</td>
                <td className={classes.words} data-label={t('now.teams')}>
                  <bdi>{person.teams.map(nameOf).filter(Boolean).join(', ')}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
