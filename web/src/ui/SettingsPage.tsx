import { Button, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Heading } from './Heading';

interface Props {
  title: ReactNode;
  about?: string; // what it is good for, in a sentence or two
  add?: { to: string; label: string };
  actions?: ReactNode;
  up?: { to: string; label: string }; // the list that this is one of
  isWide?: boolean;
  children: ReactNode;
}

/// The frame of every page among the settings.
export function SettingsPage({ title, about, add, actions, up, isWide, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    if (typeof title === 'string') document.title = `${title} · Vefa`;
  }, [title]);
  return (
    <Stack maw={isWide ? 1100 : 820} gap="md">
      {up && (
        <Button
          component={Link}
          to={up.to}
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconArrowLeft size={16} className="points" aria-hidden />}
        >
          {up.label}
        </Button>
      )}
      <div>
        <Heading title={typeof title === 'string' ? <bdi>{title}</bdi> : title}>
          {actions}
          {add && (
            <Button
              component={Link}
              to={add.to}
              size="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              {t(add.label)}
            </Button>
          )}
        </Heading>
        {about && (
          <Text c="dimmed" size="sm">
            {about}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}
