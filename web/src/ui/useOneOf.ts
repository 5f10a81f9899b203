import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { tell } from './notify';

/// The page of one of a list: which one the address names, and where one is once it is saved.
export function useOneOf(list: string) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const isNew = id === 'new';
  return {
    id,
    isNew,
    /// Back at the list.
    back: () => void navigate({ to: list }),
    savedAndBack() {
      tell(t('form.saved'));
      void navigate({ to: list });
    },
    /// Still there; a new one by then has an address of its own.
    savedAndStay(now: { id: string }) {
      tell(t('form.saved'));
      if (isNew) void navigate({ to: `${list}/${now.id}`, replace: true });
    },
  };
}
