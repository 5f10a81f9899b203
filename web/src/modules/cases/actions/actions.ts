// What can be done with a case besides answering, in the order of the menu.
import {
  IconAlarm,
  IconAlarmSnooze,
  IconArrowMerge,
  IconArrowsSplit,
  IconCheck,
  IconHandGrab,
  IconHeartHandshake,
  IconLink,
  IconMessageCheck,
  IconMessagePlus,
  IconPencil,
  IconTag,
  IconTrash,
  IconUserShare,
} from '@tabler/icons-react';
import type { Schemas } from '~/api/client';

export const actions = [
  { action: 'take', icon: IconHandGrab, keys: 'a', isFor: 'open' },
  { action: 'hand_over', icon: IconUserShare, keys: 'h', isFor: 'open' },
  { action: 'promise', icon: IconHeartHandshake, keys: 'p', isFor: 'open' },
  { action: 'snooze', icon: IconAlarmSnooze, keys: 's', isFor: 'open' },
  { action: 'wake', icon: IconAlarm, keys: '', isFor: 'snoozed' },
  { action: 'message', icon: IconMessagePlus, keys: '', isFor: 'any' },
  { action: 'change', icon: IconPencil, keys: '', isFor: 'any' },
  { action: 'tags', icon: IconTag, keys: 't', isFor: 'any' },
  { action: 'link', icon: IconLink, keys: '', isFor: 'any' },
  { action: 'merge', icon: IconArrowMerge, keys: 'm', isFor: 'open' },
  { action: 'split', icon: IconArrowsSplit, keys: '', isFor: 'open' },
  { action: 'solve', icon: IconCheck, keys: 'd', isFor: 'open' },
  { action: 'verdict', icon: IconMessageCheck, keys: '', isFor: 'any' },
  { action: 'close', icon: IconTrash, keys: '', isFor: 'open' },
] as const;

export type Action = (typeof actions)[number]['action'];

export function actionsFor(row: Schemas['CaseRow']) {
  const isSnoozed = Boolean(row.snoozed_until);
  return actions.filter(({ isFor, action }) => {
    if (isFor === 'snoozed') return isSnoozed;
    if (action === 'snooze' && isSnoozed) return false;
    return isFor === 'any' || row.state === 'open';
  });
}
