import { Avatar, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMe } from './session';

// Its menu is loaded when somebody asks for it.
const UserMenu = lazy(() => import('./UserMenu'));

function initials(name: string) {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map(w => [...(w ?? '')][0] ?? '')
    .join('');
}

export function UserButton({ showKeys }: { showKeys: () => void }) {
  const { t } = useTranslation();
  const { person } = useMe();
  const [isOpen, setOpen] = useState(false);
  const face = (
    <UnstyledButton aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      <Avatar size={32} color="vefa" variant="light">
        <bdi>{initials(person.name)}</bdi>
      </Avatar>
      <VisuallyHidden>{t('user.menu', { name: person.name })}</VisuallyHidden>
    </UnstyledButton>
  );
  if (!isOpen) return face;
  return (
    <Suspense fallback={face}>
      <UserMenu face={face} showKeys={showKeys} close={() => setOpen(false)} />
    </Suspense>
  );
}
