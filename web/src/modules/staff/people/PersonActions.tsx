import { Fieldset, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useMay, useMe } from '~/app/session';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { tell } from '~/ui/notify';
import type { Person } from '../queries';
import { InvitationLink } from './InvitationLink';
import type { Invited } from './InviteForm';
import { PartButton } from './PartButton';
import { StateBadge } from './People';

const stale = ['staff', 'people'];

/// Her way in: the link, her sessions, her second step; and whether she is let in at all.
export function PersonActions({ person }: { person: Person }) {
  const { t } = useTranslation();
  const may = useMay();
  const me = useMe();
  const [invited, setInvited] = useState<Invited>();
  const params = { path: { staff: person.id } };
  const atVersion = { params, body: { version: person.version } };
  const { name } = person;
  const isMe = me.person.id === person.id;
  if (!may('staff_write') || person.state === 'left')
    return (
      <Text size="sm" c="dimmed">
        {t('form.state')}: {t(`staff_state.${person.state}`)}
      </Text>
    );
  const isIn = person.state === 'active' || person.state === 'suspended';
  return (
    <Fieldset legend={t('people.way_in')}>
      <Stack>
        <Group gap="xs">
          <Text size="sm">{t('form.state')}:</Text>
          <StateBadge state={person.state} />
        </Group>
        {invited && <InvitationLink invitation={invited} close={() => setInvited(undefined)} />}
        <Group gap="xs">
          <ConfirmButton
            label={t(person.state === 'invited' ? 'people.link_again' : 'people.link_password')}
            explain={t('people.link_explain', { name })}
            act={async () =>
              setInvited(await said(api.POST('/staff/{staff}/invitation', { params })))
            }
            stale={stale}
          />
          {isIn && (
            <ConfirmButton
              label={t('people.end_sessions')}
              explain={t('people.end_sessions_explain', { name })}
              act={() => said(api.DELETE('/staff/{staff}/sessions', { params }))}
              done={() => tell(t('people.sessions_ended'))}
              stale={[]}
            />
          )}
          {isIn && (
            <ConfirmButton
              label={t('people.reset_totp')}
              explain={t('people.reset_totp_explain', { name })}
              act={() => said(api.DELETE('/staff/{staff}/totp', { params }))}
              done={() => tell(t('people.totp_reset'))}
              stale={stale}
            />
          )}
          {person.state === 'active' && !isMe && (
            <ConfirmButton
              label={t('people.suspend')}
              explain={t('people.suspend_explain', { name })}
              act={() => said(api.POST('/staff/{staff}/suspend', atVersion))}
              stale={stale}
            />
          )}
          {person.state === 'suspended' && (
            <ConfirmButton
              label={t('people.resume')}
              explain={t('people.resume_explain', { name })}
              act={() => said(api.POST('/staff/{staff}/resume', atVersion))}
              stale={stale}
            />
          )}
          {!isMe && <PartButton person={person} stale={stale} />}
        </Group>
      </Stack>
    </Fieldset>
  );
}
