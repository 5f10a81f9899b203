import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Key, useKeys } from '~/app/keys';
import { beside } from '~/app/lastList';
import { type Act, actionsFor } from '../actions/actions';
import type { CaseView } from './queries';

/// Every action on this case: by a key, or by its name in the palette.
export function useCaseKeys(
  view: CaseView | undefined,
  canWrite: boolean,
  act: Act,
  write: (tab: string) => void,
) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const go = (by: number) => () => {
    const to = view && beside(`/case/${view.summary.id}`, by);
    void navigate({ to: to ?? '/queue' });
  };
  const writing: Key[] = [
    { keys: 'r', label: t('reply.title'), run: () => write('reply') },
    { keys: 'n', label: t('note.title'), run: () => write('note') },
  ];
  const acting: Key[] = view
    ? actionsFor(view).map(({ action, keys }) => ({
        keys,
        label: t(`action.${action}`),
        run: () => act(action),
      }))
    : [];
  useKeys([
    { keys: 'u', label: t('case.back'), run: () => void navigate({ to: '/queue' }) },
    { keys: 'j', label: t('case.next'), run: go(1) },
    { keys: 'k', label: t('case.previous'), run: go(-1) },
    ...(canWrite ? [...writing, ...acting] : []),
  ]);
}
