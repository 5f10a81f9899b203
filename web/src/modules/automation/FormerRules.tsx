import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { type Values, valuesOf } from './RuleForm';
import { useSentences } from './sentences';
import type { Rule } from './words';

interface Props {
  rule: Rule;
  use: (values: Values) => void;
}

/// What the rule said before, the newest first; one of them can be put into the form.
export function FormerRules({ rule, use }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = useSentences();
  const [isOpen, setOpen] = useState(false);
  const versions = useQuery({
    queryKey: ['rule', rule.id, 'versions', rule.version],
    enabled: isOpen,
    queryFn: async () => {
      const params = { path: { rule: rule.id } };
      return (await said(api.GET('/automation/rules/{rule}/versions', { params }))).items;
    },
  });
  return (
    <section>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('form.versions')}
      </Button>
      {isOpen && (
        <Loaded query={versions}>
          {all => (
            <Stack gap="xs" mt="xs">
              {all.map(one => (
                <Group key={one.version} gap="sm">
                  <Text size="sm" className="words">
                    <bdi>{one.name}</bdi>: {say.when(one.when)} → {say.actions(one.actions)}{' '}
                    <Text span c="dimmed">
                      {t('form.version_by', {
                        when: formats.instant(one.changed_at),
                        name: one.changed_by,
                      })}
                    </Text>
                  </Text>
                  {one.version !== rule.version && (
                    <Button size="compact-xs" variant="default" onClick={() => use(valuesOf(one))}>
                      {t('form.version_use')}
                    </Button>
                  )}
                </Group>
              ))}
            </Stack>
          )}
        </Loaded>
      )}
    </section>
  );
}
