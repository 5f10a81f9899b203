import {
  IconAlertTriangle,
  IconCheck,
  IconHeartHandshake,
  IconMoodSmile,
  IconPointFilled,
  IconRobot,
  IconRotate,
  IconScale,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { useCountry } from '~/modules/clocks/useCountry';
import classes from './case.module.css';
import type { Entry } from './queries';

// What a person wants to see of what happened; the rest is the machine's affair. A kept promise is
// told by the answer that kept it as well, but the word "kept" is what the work was for. Shapes of
// their own are for what concerns our word; the rest is a point on the line.
const icons = {
  'case.opened': IconPointFilled,
  'case.changed': IconPointFilled,
  'case.handed_over': IconPointFilled,
  'case.solved': IconCheck,
  'case.closed': IconCheck,
  'case.reopened': IconRotate,
  'case.verdict': IconHeartHandshake,
  'case.merged': IconPointFilled,
  'case.split': IconPointFilled,
  'case.linked': IconPointFilled,
  'case.unlinked': IconPointFilled,
  'case.snoozed': IconPointFilled,
  'case.woken': IconPointFilled,
  'promise.made': IconHeartHandshake,
  'promise.kept': IconCheck,
  'promise.broken': IconAlertTriangle,
  'promise.withdrawn': IconPointFilled,
  'promise.at_risk': IconAlertTriangle,
  'case_law.taken_up': IconScale,
  'case_law.happened': IconScale,
  'case_law.contradicted': IconScale,
  'case_law.said': IconScale,
  'case_law.lessened': IconScale,
  'case_law.taken_back': IconRotate,
  'case_law.dismissed': IconPointFilled,
  'legal_clock.started': IconScale,
  'legal_clock.at_risk': IconAlertTriangle,
  'legal_clock.kept': IconCheck,
  'legal_clock.broken': IconAlertTriangle,
  'legal_clock.ended': IconScale,
  'legal_clock.arisen': IconScale,
  'legal_clock.recounted': IconScale,
  'legal_call.missed': IconAlertTriangle,
  'legal_consequence.came': IconScale,
  'legal_consequence.withdrawn': IconPointFilled,
  'legal_consequence.told': IconScale,
  'legal_consequence.decided': IconScale,
  'legal_consequence.changed': IconScale,
  'legal_consequence.declined': IconPointFilled,
  'legal_consequence.taken_up': IconScale,
  'recovery.opened': IconRotate,
  'remedy.proposed': IconHeartHandshake,
  'remedy.granted': IconHeartHandshake,
  'remedy.declined': IconPointFilled,
  'remedy.let_go': IconPointFilled,
  'quote.made': IconPointFilled,
  'invoice.posted': IconPointFilled,
  'invoice.credited': IconPointFilled,
  'invoice.kept_ended': IconPointFilled,
  'payment.taken': IconCheck,
  'payment.refunded': IconCheck,
  'rule.ran': IconRobot,
  'survey.asked': IconPointFilled,
  'survey.answered': IconMoodSmile,
} as const;
type Told = keyof typeof icons;

export const isTold = (entry: Entry) => Boolean(entry.event && entry.event in icons);

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/// What the law says comes in every language; the reader's is shown.
const inLanguage = (value: unknown, language: string) =>
  text(value && (value as Record<string, unknown>)[language]);

interface Step {
  act: string;
  value: string;
  changes: boolean;
}
// A note, a letter and a promise stand in the story themselves.
const toldByThemselves = ['note', 'send_template', 'promise'];

/// What a rule did, as far as nothing else in the story says it.
function useSteps(details: Record<string, unknown>): string {
  const { t } = useTranslation();
  const steps = Array.isArray(details.actions) ? (details.actions as Step[]) : [];
  return steps
    .filter(step => step.changes && !toldByThemselves.includes(step.act))
    .map(({ act, value }) => {
      if (act === 'set_priority') return t(`priority.${value}`);
      return act === 'set_kind' ? t(`kind.${value}`) : value;
    })
    .join(' · ');
}

function keyOf(event: Told, details: Record<string, unknown>) {
  if (event === 'case.verdict' && details.solved === false) return 'story.case.verdict_no';
  if (event === 'case.reopened' && (details.by === 'goods' || details.by === 'telling'))
    return `story.case.reopened_${details.by}`;
  if (event === 'rule.ran' && details.outcome !== 'done') return 'story.rule.not_done';
  // A right has no day by which it is done.
  if (event === 'legal_clock.started' && !details.due_at) return 'story.legal_clock.holds';
  return `story.${event}`;
}

export function Happening({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const country = useCountry();
  const event = entry.event as Told;
  const details = entry.details ?? {};
  const Icon = icons[event];
  const kind = text(details.promise_kind);
  const due = text(details.due_at);
  const until = text(details.until);
  const other = text(details.other_case_id) || text(details.from) || text(details.part);
  const values = {
    promise: kind && t(`promise.${kind}`),
    due: due && formats.due(due),
    until: until && formats.instant(until),
    reason: text(details.reason),
    rating: Number(details.rating ?? 0),
    scale: Number(details.scale ?? 0),
    rule: inLanguage(details.title, i18n.language),
    words: inLanguage(details.words, i18n.language),
    was: inLanguage(details.was, i18n.language),
    law: details.code ? country(text(details.code)) : '',
  };
  const steps = useSteps(details);
  const said = event === 'rule.ran' ? text(details.problem) || steps : values.reason;
  const key = keyOf(event, details);
  const isBad = event.endsWith('.broken') || event.endsWith('.at_risk');
  return (
    <div className={classes.happening} data-bad={isBad || undefined}>
      <Icon size={14} aria-hidden />
      <span>
        {t(key, values)}
        {said && (
          <>
            {' '}
            <q dir="auto">{said}</q>
          </>
        )}
        {entry.actor_name && (
          <>
            {' '}
            · <bdi>{entry.actor_name}</bdi>
          </>
        )}{' '}
        · <time dateTime={entry.at}>{formats.instant(entry.at)}</time>
        {other && (
          <>
            {' '}
            · <Link to={`/case/${other}`}>{t('story.show_case')}</Link>
          </>
        )}
      </span>
    </div>
  );
}
