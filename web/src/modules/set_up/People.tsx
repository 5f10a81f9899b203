import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InvitationLink } from '~/modules/staff/people/InvitationLink';
import { type Invited, InviteForm } from '~/modules/staff/people/InviteForm';
import { Skip, type StepProps } from './SetUp';
import { isDone } from './steps';

export function People({ house, done, skip }: StepProps) {
  const { t } = useTranslation();
  const [invited, setInvited] = useState<Invited>();
  const [round, setRound] = useState(0);
  const has = isDone(house, 'people');
  return (
    <Stack>
      {has && (
        <List size="sm" aria-label={t('set_up.people')}>
          {house.people.map(one => (
            <List.Item key={one.id}>
              <bdi>{one.name}</bdi>{' '}
              <Text span c="dimmed">
                · <bdi dir="ltr">{one.email}</bdi> · {t(`staff_state.${one.state}`)}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
      {invited ? (
        <InvitationLink
          invitation={invited}
          close={() => {
            setInvited(undefined);
            setRound(round + 1);
          }}
        />
      ) : (
        <InviteForm key={round} team={house.team.id} done={setInvited} />
      )}
      <Group>
        {has && <Button onClick={done}>{t('set_up.finish')}</Button>}
        {!has && <Skip skip={skip} />}
      </Group>
    </Stack>
  );
}
