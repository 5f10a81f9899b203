import { ActionIcon, Burger, Button, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { type Icon, IconPlus, IconPoint, IconSearch, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { counts as countsQuery } from '~/api/queries';
import { lazy } from '~/app/lazy';
import { useFormats } from '~/i18n/formats';
import { type Key, useKeys } from './keys';
import { LiveSign } from './LiveSign';
import { useLive } from './live';
import { atRest } from './rest';
import { fetchDaily } from './router';
import classes from './Shell.module.css';
import { useMay, useSession } from './session';
import { UserButton } from './UserButton';
import { useCalls } from './useCalls';
import { useIsSettings, useMenu } from './useMenu';

const KeyList = lazy(() => import('./KeyList'));
const Palette = lazy(() => import('./Palette'));

const SettingsMenu = lazy(() => import('./SettingsMenu'));

const groups = ['work', 'lead'] as const;

/// What waits behind an entry of the menu, kept live.
function useWaiting(): Record<string, number> {
  const may = useMay();
  const { data } = useQuery({ ...countsQuery, enabled: may('cases_read') });
  return { '/queue': data?.mine ?? 0, '/mentions': data?.unread_mentions ?? 0 };
}

function Menu({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const waiting = useWaiting();
  const menu = useMenu();
  const path = useRouterState({ select: s => s.location.pathname });
  const link = (to: string, title: string, icon?: Icon) => {
    const Sign = icon ?? IconPoint;
    return (
      <Link
        key={to}
        to={to}
        className={classes.link}
        aria-current={path.startsWith(to) ? 'page' : undefined}
        onClick={close}
      >
        <Sign size={18} aria-hidden />
        {t(title)}
        {(waiting[to] ?? 0) > 0 && (
          <span className={classes.waiting}>{formats.number(waiting[to] ?? 0)}</span>
        )}
      </Link>
    );
  };
  const settings = menu.some(p => p.menu.group === 'set_up');
  return (
    <>
      {groups.map(group => {
        const items = menu.filter(p => p.menu.group === group);
        if (items.length === 0) return null;
        return (
          <div key={group} className={classes.group}>
            {group !== 'work' && (
              <Text size="xs" fw={600} c="dimmed" px="sm" py={4}>
                {t(`menu.${group}`)}
              </Text>
            )}
            {items.map(p => link(p.path, p.title, p.menu.icon))}
          </div>
        );
      })}
      {settings && (
        <div className={classes.group}>{link('/settings', 'menu.set_up', IconSettings)}</div>
      )}
    </>
  );
}

function useShellKeys(open: (what: 'keys' | 'palette') => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const ways: Key[] = useMenu().flatMap(p =>
    p.menu.keys
      ? [{ keys: p.menu.keys, label: t(p.title), run: () => void navigate({ to: p.path }) }]
      : [],
  );
  const writes: Key[] = may('cases_write')
    ? [{ keys: 'c', label: t('new_case.title'), run: () => void navigate({ to: '/new-case' }) }]
    : [];
  useKeys([
    ...ways,
    ...writes,
    { keys: '/', label: t('search.title'), run: () => void navigate({ to: '/search' }) },
    { keys: 'mod+k', label: t('palette.title'), run: () => open('palette') },
    { keys: '?', label: t('keys.title'), run: () => open('keys') },
  ]);
}

export default function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const { isLost } = useSession();
  const [isMenuOpen, menu] = useDisclosure();
  const [shown, setShown] = useState<'keys' | 'palette'>();
  const isPhone = useMediaQuery('(max-width: 48em)');
  const path = useRouterState({ select: s => s.location.pathname });
  const isSettings = useIsSettings();
  useLive(!isLost);
  useCalls();
  useShellKeys(setShown);
  useEffect(() => atRest(fetchDaily), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page, another beginning
  useEffect(() => document.getElementById('main')?.focus({ preventScroll: true }), [path]);
  return (
    <div className={classes.shell}>
      <a href="#main" className="skip">
        {t('app.skip')}
      </a>
      <header className={classes.header}>
        <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={isMenuOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('menu.title')}
            />
            <Link to="/promises" className={classes.brand}>
              Vefa
            </Link>
            <LiveSign />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="default"
              size="xs"
              visibleFrom="sm"
              leftSection={<IconSearch size={16} aria-hidden />}
              rightSection={<kbd>/</kbd>}
              component={Link}
              to="/search"
            >
              {t('search.title')}
            </Button>
            <ActionIcon
              component={Link}
              to="/search"
              variant="default"
              hiddenFrom="sm"
              aria-label={t('search.title')}
            >
              <IconSearch size={18} aria-hidden />
            </ActionIcon>
            {may('cases_write') && (
              <Button
                size="xs"
                component={Link}
                to="/new-case"
                leftSection={<IconPlus size={16} aria-hidden />}
              >
                {t(isPhone ? 'new_case.short' : 'new_case.title')}
              </Button>
            )}
            <UserButton showKeys={() => setShown('keys')} />
          </Group>
        </Group>
      </header>
      <nav
        className={classes.menu}
        data-open={isMenuOpen || undefined}
        aria-label={t('menu.title')}
      >
        {isSettings ? (
          <Suspense>
            <SettingsMenu close={menu.close} />
          </Suspense>
        ) : (
          <Menu close={menu.close} />
        )}
      </nav>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
      <Suspense>
        {shown === 'keys' && <KeyList close={() => setShown(undefined)} />}
        {shown === 'palette' && <Palette close={() => setShown(undefined)} />}
      </Suspense>
    </div>
  );
}
