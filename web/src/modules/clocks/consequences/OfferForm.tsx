import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { ReasonDialog } from '~/ui/ReasonDialog';
import type { Consequence } from '../queries';

interface Props {
  one: Consequence;
  id: string; // of the case
  close: () => void;
}

/// A person of authority offers what the law leaves to one; the customer is written to.
export default function OfferForm({ one, id, close }: Props) {
  const { t } = useTranslation();
  const params = { path: { legal_consequence: one.id } };
  return (
    <ReasonDialog
      title={t('law_deed.offer')}
      explain={t(one.effect === 'owe' ? 'law_offer.explain_money' : 'law_offer.explain', {
        what: one.words,
      })}
      label={t('law_decide.reason')}
      freshens={['case', id]}
      close={close}
      send={reason =>
        said(
          api.POST('/legal-consequences/{legal_consequence}/offer', { params, body: { reason } }),
        )
      }
    />
  );
}
