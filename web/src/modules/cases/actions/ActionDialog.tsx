import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '~/ui/Dialog';
import type { CaseView } from '../case/queries';
import type { Action } from './actions';
import { Change, Message, Tags } from './Content';
import { Close, Solve, Take, Verdict, Wake } from './Ending';
import { LinkOther, Merge, Split } from './Others';
import { GiveWord, HandOver, Snooze } from './Time';
import { KeepWord, TakeBackWord } from './Word';

export interface DialogProps {
  view: CaseView;
  close: () => void;
  promise?: string;
}

const forms: Record<Action, ComponentType<DialogProps>> = {
  take: Take,
  hand_over: HandOver,
  promise: GiveWord,
  keep: KeepWord,
  withdraw: TakeBackWord,
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

type Props = DialogProps & { action: Action };

export default function ActionDialog({ action, ...rest }: Props) {
  const { t } = useTranslation();
  const Form = forms[action];
  return (
    <Dialog title={t(`action.${action}`)} close={rest.close}>
      <Form {...rest} />
    </Dialog>
  );
}
