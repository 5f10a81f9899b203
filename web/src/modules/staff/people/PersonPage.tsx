import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { personQuery } from '../queries';
import { InvitationLink } from './InvitationLink';
import { type Invited, InviteForm } from './InviteForm';
import { PersonActions } from './PersonActions';
import { PersonForm } from './PersonForm';

function Invite() {
  const { t } = useTranslation();
  const [invited, setInvited] = useState<Invited>();
  const navigate = useNavigate();
  const up = { to: '/settings/people', label: t('people.title') };
  return (
    <SettingsPage title={t('people.invite')} about={t('people.invite_text')} up={up}>
      {invited ? (
        <InvitationLink
          invitation={invited}
          close={() => void navigate({ to: `/settings/people/${invited.person.id}` })}
        />
      ) : (
        <InviteForm done={setInvited} />
      )}
    </SettingsPage>
  );
}

function Known({ id }: { id: string }) {
  const { t } = useTranslation();
  const person = useQuery(personQuery(id));
  const up = { to: '/settings/people', label: t('people.title') };
  return (
    <SettingsPage title={person.data?.name ?? ''} up={up}>
      <Loaded query={person}>
        {row => (
          <>
            <PersonForm key={row.id} person={row} done={() => tell(t('form.saved'))} />
            <PersonActions person={row} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

export default function PersonPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return id === 'new' ? <Invite /> : <Known key={id} id={id} />;
}
