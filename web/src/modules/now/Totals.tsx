import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Figure } from '~/ui/Figure';
import classes from '~/ui/figures.module.css';
import type { NowReport } from './queries';

export function Totals({ total }: { total: NowReport['total'] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const at = (risk: string) => ({ to: '/now/promises', search: { owner: 'anyone', risk } });
  return (
    <div className={classes.row}>
      <Figure
        label={t('now.broken')}
        value={formats.number(total.broken)}
        isBad={total.broken > 0}
        way={{ to: '/recovery', search: { state: 'open' } }}
      />
      <Figure
        label={t('now.late')}
        value={formats.number(total.late)}
        isBad={total.late > 0}
        way={at('late')}
      />
      <Figure label={t('now.half')} value={formats.number(total.half)} way={at('half')} />
      <Figure
        label={t('now.pending')}
        value={formats.number(total.pending)}
        way={{ to: '/queue' }}
      />
    </div>
  );
}
