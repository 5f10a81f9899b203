import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import {
  IconKeyboard,
  IconLogout,
  IconPlayerPause,
  IconPlayerPlay,
  IconUser,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { me as meQuery } from '~/api/queries';
import { tellFailure } from '~/ui/notify';
import { useMe } from './session';

function Presence() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const isAvailable = me.presence.presence === 'available';
  const change = useMutation({
    mutationFn: () =>
      said(api.PUT('/me/presence', { body: { presence: isAvailable ? 'away' : 'available' } })),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
    onError: tellFailure,
  });
  return (
    <Menu.Item
      leftSection={
        isAvailable ? (
          <IconPlayerPause size={16} aria-hidden />
        ) : (
          <IconPlayerPlay size={16} aria-hidden />
        )
      }
      onClick={() => change.mutate()}
    >
      {t(isAvailable ? 'presence.pause' : 'presence.resume')}
    </Menu.Item>
  );
}

interface Props {
  showKeys: () => void;
  close: () => void;
  face: ReactNode;
}

export default function UserMenu({ showKeys, close, face }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  async function signOut() {
    await said(api.DELETE('/session')).catch(() => {});
    location.assign('/app');
  }
  return (
    <Menu position="bottom-end" width={240} opened onClose={close}>
      <Menu.Target>{face}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi>{me.person.name}</bdi> · {t(`presence.${me.presence.presence}`)}
        </Menu.Label>
        <Presence />
        <Menu.Item
          leftSection={<IconUser size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/account' })}
        >
          {t('account.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} aria-hidden />} onClick={showKeys}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('scheme.title')}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('scheme.title')}
          value={colorScheme}
          onChange={value => setColorScheme(value as 'auto')}
          data={['auto', 'light', 'dark'].map(value => ({ value, label: t(`scheme.${value}`) }))}
        />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} className="points" aria-hidden />}
          onClick={signOut}
        >
          {t('user.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
