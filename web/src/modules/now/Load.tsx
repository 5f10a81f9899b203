import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Count } from '~/ui/Figure';
import classes from '~/ui/figures.module.css';
import type { NowReport } from './queries';

type Load = NowReport['total'];
/// Whose promises: the query of the rows behind a number.
export type Whose = { team_id: string; owner?: string } | { owner: string };

/// The columns that teams and people share: what is owed, what is in danger, what was broken.
export function LoadHeads() {
  const { t } = useTranslation();
  return (
    <>
      <th className={classes.number}>{t('now.broken_short')}</th>
      <th className={classes.number}>{t('now.late')}</th>
      <th className={classes.number}>{t('now.half_short')}</th>
      <th className={classes.number}>{t('now.pending_short')}</th>
    </>
  );
}

export function LoadCells({ load, whose }: { load: Load; whose: Whose }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const owed = (n: number, risk?: string) => (
    <Count
      n={n}
      text={formats.number(n)}
      way={{ to: '/now/promises', search: { ...whose, ...(risk && { risk }) } }}
    />
  );
  const broken: Record<string, string> =
    'team_id' in whose ? { team_id: whose.team_id } : { owner_id: whose.owner };
  return (
    <>
      <td className={classes.number} data-label={t('now.broken_short')}>
        <Count
          n={load.broken}
          text={formats.number(load.broken)}
          way={{ to: '/recovery', search: { state: 'open', ...broken } }}
        />
      </td>
      <td className={classes.number} data-label={t('now.late')}>
        {owed(load.late, 'late')}
      </td>
      <td className={classes.number} data-label={t('now.half_short')}>
        {owed(load.half, 'half')}
      </td>
      <td className={classes.number} data-label={t('now.pending_short')}>
        {owed(load.pending)}
      </td>
    </>
  );
}
