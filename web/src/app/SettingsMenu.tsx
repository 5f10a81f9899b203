import { Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { settingsParts } from './pages';
import classes from './Shell.module.css';
import { useMenu } from './useMenu';

/// In the place of the menu while one is among the settings.
export default function SettingsMenu({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const menu = useMenu();
  const path = useRouterState({ select: s => s.location.pathname });
  return (
    <>
      <Link to="/promises" className={classes.link} onClick={close}>
        <IconArrowLeft size={18} className="points" aria-hidden />
        {t('menu.back')}
      </Link>
      {settingsParts.map(part => {
        const items = menu.filter(
          p => p.menu.group === 'set_up' && (p.menu.part ?? 'service') === part,
        );
        if (items.length === 0) return null;
        return (
          <div key={part} className={classes.part}>
            <Text size="xs" fw={600} c="dimmed" px="sm" py={2}>
              {t(`settings_part.${part}`)}
            </Text>
            {items.map(p => (
              <Link
                key={p.path}
                to={p.path}
                className={classes.narrow}
                aria-current={path.startsWith(p.path) ? 'page' : undefined}
                onClick={close}
              >
                {t(p.title)}
              </Link>
            ))}
          </div>
        );
      })}
    </>
  );
}
