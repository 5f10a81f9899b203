import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { withTexts } from '~/i18n';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import type { Action } from '../actions/actions';
import { useAttend, useAttendance } from '../attendance/attendance';
import { CaseHeader } from './CaseHeader';
import classes from './case.module.css';
import { caseQuery, timelineQuery } from './queries';
import { Timeline } from './Timeline';
import { useCaseKeys } from './useCaseKeys';

// The story comes first; the forms follow it.
const ActionDialog = lazy(() =>
  withTexts(['actions', 'her_word'], () => import('../actions/ActionDialog')),
);
const CustomerPanel = lazy(() => import('./CustomerPanel'));
const CasePanel = lazy(() => import('./CasePanel'));
const CaseClocks = lazy(() => withTexts(['clocks'], () => import('~/modules/clocks/CaseClocks')));
const CaseBills = lazy(() =>
  withTexts(['billing', 'units', 'her_word'], () => import('~/modules/billing/CaseBills')),
);
const MakingGood = lazy(() => withTexts(['good', 'her_word'], () => import('../good/MakingGood')));
const ReplyBox = lazy(() => withTexts(['reply'], () => import('../reply/ReplyBox')));

export default function CasePage() {
  const { t } = useTranslation();
  const may = useMay();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useQuery(caseQuery(id));
  const story = useQuery(timelineQuery(id));
  const [asked, setAsked] = useState<{ action: Action; promise?: string }>();
  const [tab, setTab] = useState('reply');
  const [isCalled, setCalled] = useState(false); // to the box, which may still be coming
  const isMerged = Boolean(shown.data?.summary.merged_into_id);
  const canWrite = may('cases_write') && !isMerged;
  const others = useAttendance().get(id) ?? [];
  const wrote = useAttend(id);
  const act = (action: Action, promise?: string) => setAsked({ action, promise });
  useCaseKeys(shown.data, canWrite, act, wanted => {
    setTab(wanted);
    setCalled(true);
  });
  const number = shown.data?.summary.number;
  useEffect(() => {
    if (number) document.title = `${number} · ${shown.data?.summary.subject} · Vefa`;
  }, [number, shown.data?.summary.subject]);
  if (shown.isError) return <Failure error={shown.error} again={() => void shown.refetch()} />;
  if (!shown.data) return <Loading />;
  const view = shown.data;
  return (
    <div className={classes.page}>
      <div className={classes.story}>
        <CaseHeader view={view} act={act} canWrite={canWrite} others={others} />
        {story.isError ? (
          <Failure error={story.error} again={() => void story.refetch()} />
        ) : (
          <Timeline entries={story.data} view={view} />
        )}
        {canWrite && (
          <Suspense fallback={<Loading />}>
            <ReplyBox
              key={id}
              view={view}
              entries={story.data ?? []}
              tab={tab}
              setTab={setTab}
              isCalled={isCalled}
              heard={() => setCalled(false)}
              others={others}
              wrote={wrote}
            />
          </Suspense>
        )}
      </div>
      <aside className={classes.side} aria-label={t('customer.title')}>
        <Suspense>
          {may('customers_read') && <CustomerPanel view={view} />}
          <CasePanel view={view} act={canWrite ? act : undefined} />
          <CaseClocks id={id} canWrite={canWrite} />
          <CaseBills id={id} canWrite={canWrite} isMerged={isMerged} />
          {/* It may be called for once the others stand; nothing of them may go for it. */}
          <Suspense>
            {(may('remedies_grant') || view.promises.some(p => p.state === 'broken')) && (
              <MakingGood view={view} />
            )}
          </Suspense>
        </Suspense>
      </aside>
      <Suspense>
        {asked && <ActionDialog {...asked} view={view} close={() => setAsked(undefined)} />}
      </Suspense>
    </div>
  );
}
