import { useTranslation } from 'react-i18next';
import { Loading } from '~/ui/Loading';
import classes from './case.module.css';
import { Happening, isTold } from './Happening';
import { Message } from './Message';
import type { CaseView, Entry } from './queries';

/// What was said and what happened, oldest first, in one line of time.
export function Timeline({ entries, view }: { entries?: Entry[]; view: CaseView }) {
  const { t } = useTranslation();
  if (!entries) return <Loading />;
  const customer = view.summary.customer_name;
  return (
    <ol className={classes.timeline} aria-label={t('case.story')}>
      {entries.map((entry, i) =>
        entry.interaction ? (
          <li key={entry.interaction.id}>
            <Message message={entry.interaction} caseId={view.summary.id} customer={customer} />
          </li>
        ) : (
          isTold(entry) && (
            // biome-ignore lint/suspicious/noArrayIndexKey: the story only grows at its end
            <li key={i}>
              <Happening entry={entry} />
            </li>
          )
        ),
      )}
    </ol>
  );
}
