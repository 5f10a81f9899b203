import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '~/app/clock';
import { formatsOf } from '~/i18n/formats';
import classes from './TimeLeft.module.css';

export interface Owed {
  made_at: string;
  due_at: string;
  risk: 'none' | 'half' | 'late';
}

export function isAtRisk(owed: Owed, now: number): boolean {
  return owed.risk === 'late' || new Date(owed.due_at).getTime() <= now;
}

/// In words, as a bar, and with a shape when it is at risk: never by colour alone. Of plain elements,
/// since it stands in each row of long lists.
export function TimeLeft({ owed, withBar = true }: { owed: Owed; withBar?: boolean }) {
  const { t, i18n } = useTranslation();
  const formats = formatsOf(i18n.language);
  const now = useNow();
  const due = new Date(owed.due_at).getTime();
  const made = new Date(owed.made_at).getTime();
  const seconds = Math.round((due - now) / 1000);
  const risk = isAtRisk(owed, now);
  const gone = due > made ? Math.min(1, Math.max(0, (now - made) / (due - made))) : 1;
  const words = t(seconds > 0 ? 'time.left' : 'time.over', { span: formats.span(seconds) });
  return (
    <div
      className={classes.root}
      data-risk={risk || undefined}
      title={formats.fullDue(owed.due_at)}
    >
      <div className={classes.said}>
        {risk && (
          <IconAlertTriangle size={16} aria-label={t('time.at_risk')} className={classes.mark} />
        )}
        <span className={classes.words}>{words}</span>
      </div>
      {withBar && (
        <div className={classes.bar} aria-hidden>
          <div className={classes.gone} style={{ inlineSize: `${Math.round(gone * 100)}%` }} />
        </div>
      )}
    </div>
  );
}
