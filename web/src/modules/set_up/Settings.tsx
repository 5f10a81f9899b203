import { Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NothingHere } from '~/app/NothingHere';
import { settingsParts } from '~/app/pages';
import { useMenu } from '~/app/useMenu';
import { SettingsPage } from '~/ui/SettingsPage';
import classes from './Settings.module.css';

/// Where each setting is, and what it is good for.
export default function Settings() {
  const { t, i18n } = useTranslation();
  const menu = useMenu().filter(p => p.menu.group === 'set_up');
  if (menu.length === 0) return <NothingHere />;
  const about = (path: string) => `settings_about.${path.split('/').at(-1)}`;
  return (
    <SettingsPage title={t('menu.set_up')} isWide>
      {settingsParts.map(part => {
        const items = menu.filter(
          p => p.menu.group === 'set_up' && (p.menu.part ?? 'service') === part,
        );
        if (items.length === 0) return null;
        return (
          <Stack key={part} gap="xs" component="section" aria-label={t(`settings_part.${part}`)}>
            <Title order={2} size="h5">
              {t(`settings_part.${part}`)}
            </Title>
            <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }} spacing="sm">
              {items.map(p => (
                <Paper
                  key={p.path}
                  withBorder
                  p="sm"
                  component={Link}
                  to={p.path}
                  className={classes.card}
                >
                  <Text fw={600} size="sm">
                    {t(p.title)}
                  </Text>
                  {i18n.exists(about(p.path)) && (
                    <Text size="sm" c="dimmed">
                      {t(about(p.path))}
                    </Text>
                  )}
                </Paper>
              ))}
            </SimpleGrid>
          </Stack>
        );
      })}
    </SettingsPage>
  );
}
