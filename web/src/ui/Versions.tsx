import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Loaded } from './Loaded';

type Version = Schemas['FormerVersion'];
interface Props {
  query: Parameters<typeof Loaded<Version[]>>[0]['query'];
  say: (body: Version['body']) => string; // what stood there, in short
  use: (body: Version['body']) => void; // puts it into the form, to be looked at and saved
}

/// What something was before, the newest first.
export function Versions({ query, say, use }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  return (
    <section>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => setOpen(!isOpen)}
        aria-expanded={isOpen}
      >
        {t('form.versions')}
      </Button>
      {isOpen && (
        <Loaded query={query}>
          {all => (
            <Stack gap="xs" mt="xs">
              {all.length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('form.versions_none')}
                </Text>
              )}
              {all.map(one => (
                <Group key={one.version} gap="sm">
                  <Text size="sm" className="words">
                    {say(one.body)}{' '}
                    <Text span c="dimmed">
                      {t('form.version_by', {
                        when: formats.instant(one.replaced_at),
                        name: one.replaced_by_name,
                      })}
                    </Text>
                  </Text>
                  <Button size="compact-xs" variant="default" onClick={() => use(one.body)}>
                    {t('form.version_use')}
                  </Button>
                </Group>
              ))}
            </Stack>
          )}
        </Loaded>
      )}
    </section>
  );
}
