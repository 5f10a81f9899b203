import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '~/ui/Dialog';
import type { CaseView } from '../case/queries';
import type { Action } from './actions';
import { Change, Message, Tags } from './Content';
import { Close, Solve, Take, Verdict, Wake } from './Ending';
import { LinkOther, Merge, Split } from './Others';
import { GiveWord, HandOver, Snooze } from './Time';

export interface DialogProps {
  view: CaseView;
  close: () => void;
}

const forms: Record<Action, ComponentType<DialogProps>> = {
  take: Take,
  hand_over: HandOver,
  promise: GiveWord,
  snooze: Snooze,
  wake: Wake,
  message: Message,
  change: Change,
  tags: Tags,
  link: LinkOther,
  merge: Merge,
  split: Split,
  solve: Solve,
  verdict: Verdict,
  close: Close,
};

export default function ActionDialog({ action, view, close }: DialogProps & { action: Action }) {
  const { t } = useTranslation();
  const Form = forms[action];
  return (
    <Dialog title={t(`action.${action}`)} close={close}>
      <Form view={view} close={close} />
    </Dialog>
  );
}
