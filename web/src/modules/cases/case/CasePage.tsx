import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '~/app/keys';
import { useMay } from '~/app/session';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import type { Action } from '../actions/actions';
import { CaseHeader } from './CaseHeader';
import { CustomerPanel } from './CustomerPanel';
import classes from './case.module.css';
import { caseQuery, timelineQuery } from './queries';
import { Timeline } from './Timeline';

// The story comes first; the forms follow it.
const ActionDialog = lazy(() => import('../actions/ActionDialog'));
const ReplyBox = lazy(() => import('../reply/ReplyBox'));

const focusOn = (id: string) => document.getElementById(id)?.focus();

function useCaseKeys(
  canWrite: boolean,
  act: (action: Action) => void,
  write: (tab: string) => void,
) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const own = (keys: string, action: Action) => ({
    keys,
    label: t(`action.${action}`),
    run: () => act(action),
  });
  useKeys([
    { keys: 'u', label: t('case.back'), run: () => void navigate({ to: '/queue' }) },
    ...(canWrite
      ? [
          { keys: 'r', label: t('reply.title'), run: () => write('reply') },
          { keys: 'n', label: t('note.title'), run: () => write('note') },
          own('a', 'take'),
          own('h', 'hand_over'),
          own('p', 'promise'),
          own('s', 'snooze'),
          own('d', 'solve'),
          own('t', 'tags'),
          own('m', 'merge'),
        ]
      : []),
  ]);
}

export default function CasePage() {
  const { t } = useTranslation();
  const may = useMay();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useQuery(caseQuery(id));
  const story = useQuery(timelineQuery(id));
  const [action, setAction] = useState<Action>();
  const [tab, setTab] = useState('reply');
  const canWrite = may('cases_write') && !shown.data?.summary.merged_into_id;
  useCaseKeys(canWrite, setAction, wanted => {
    setTab(wanted);
    setTimeout(() => focusOn('reply-text'));
  });
  const number = shown.data?.summary.number;
  useEffect(() => {
    if (number) document.title = `${number} · ${shown.data?.summary.subject} · Vefa`;
  }, [number, shown.data?.summary.subject]);
  if (shown.isPending) return <Loading />;
  if (shown.isError) return <Failure error={shown.error} again={() => void shown.refetch()} />;
  const view = shown.data;
  return (
    <div className={classes.page}>
      <div className={classes.story}>
        <CaseHeader view={view} act={setAction} canWrite={canWrite} />
        {story.isError ? (
          <Failure error={story.error} again={() => void story.refetch()} />
        ) : (
          <Timeline entries={story.data} view={view} />
        )}
        {canWrite && (
          <Suspense fallback={<Loading />}>
            <ReplyBox key={id} view={view} entries={story.data ?? []} tab={tab} setTab={setTab} />
          </Suspense>
        )}
      </div>
      <aside className={classes.side} aria-label={t('customer.title')}>
        {may('customers_read') && <CustomerPanel view={view} />}
      </aside>
      <Suspense>
        {action && <ActionDialog action={action} view={view} close={() => setAction(undefined)} />}
      </Suspense>
    </div>
  );
}
