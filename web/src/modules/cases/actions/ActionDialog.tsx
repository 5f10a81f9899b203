import { Modal } from '@mantine/core';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
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
    <Modal
      opened
      onClose={close}
      title={t(`action.${action}`)}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      size="md"
    >
      <Form view={view} close={close} />
    </Modal>
  );
}
