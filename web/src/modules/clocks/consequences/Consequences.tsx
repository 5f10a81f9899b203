import { useTranslation } from 'react-i18next';
import { useMay } from '~/app/session';
import type { CaseLaw } from '../queries';
import { ConsequenceItem } from './ConsequenceItem';

interface Props {
  id: string; // of the case
  law: CaseLaw;
  canWrite: boolean;
}

/// Choices granted, money owed, documents to issue, supervisors called: what follows from the clocks.
export function Consequences({ law, id, canWrite }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  if (law.consequences.length === 0) return null;
  const rights = { canWrite, canApprove: may('remedies_approve') };
  return (
    <>
      <h3>{t('law_follows.title')}</h3>
      <ul>
        {law.consequences.map(one => (
          <ConsequenceItem
            key={one.id}
            one={one}
            id={id}
            notices={law.notices.filter(({ consequence_id }) => consequence_id === one.id)}
            decision={law.decisions.find(({ consequence_id }) => consequence_id === one.id)}
            former={law.former_decisions.filter(({ consequence_id }) => consequence_id === one.id)}
            rights={rights}
          />
        ))}
      </ul>
    </>
  );
}
