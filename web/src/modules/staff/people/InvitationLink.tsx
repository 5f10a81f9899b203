import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { ShownOnce } from '~/ui/ShownOnce';

interface Props {
  invitation: Schemas['Invitation'];
  close: () => void;
}

/// Where she sets her password. It was mailed too, if a mailbox sends; nobody can show it again.
export function InvitationLink({ invitation, close }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { person, token, expires_at } = invitation;
  return (
    <ShownOnce
      title={t('people.link', { name: person.name })}
      text={t('people.link_text', { until: formats.instant(expires_at) })}
      value={`${location.origin}/app#password=${token}`}
      close={close}
    />
  );
}
