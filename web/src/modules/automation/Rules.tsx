import { ActionIcon, Group, Switch, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { useAct } from '~/ui/useAct';
import { rules as rulesQuery } from './queries';
import { useSentences } from './sentences';
import type { Rule } from './words';

function OnOff({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const set = useAct(
    (isOn: boolean) => {
      const { name, when, match, conditions, actions, stop_after, version } = rule;
      const state = isOn ? ('active' as const) : ('paused' as const);
      const body = { name, when, match, conditions, actions, stop_after, version, state };
      const params = { path: { rule: rule.id } };
      return said(api.PUT('/automation/rules/{rule}', { params, body }));
    },
    { stale: ['rule'] },
  );
  return (
    <Switch
      aria-label={t('automation.is_on', { name: rule.name })}
      checked={rule.state === 'active'}
      disabled={set.isPending}
      onChange={e => set.mutate(e.currentTarget.checked)}
    />
  );
}

function Order({ rule, rules }: { rule: Rule; rules: Rule[] }) {
  const { t } = useTranslation();
  const at = rules.findIndex(one => one.id === rule.id);
  const move = useAct(
    (by: number) => {
      const order = rules.map(one => one.id);
      order.splice(at + by, 0, ...order.splice(at, 1));
      return said(api.PUT('/automation/order', { body: { rules: order } }));
    },
    { stale: ['rule'] },
  );
  const { name } = rule;
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        aria-label={t('automation.earlier', { name })}
        disabled={at === 0 || move.isPending}
        onClick={() => move.mutate(-1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        aria-label={t('automation.later', { name })}
        disabled={at === rules.length - 1 || move.isPending}
        onClick={() => move.mutate(1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

export default function Rules() {
  const { t } = useTranslation();
  const rules = useQuery(rulesQuery);
  const say = useSentences();
  return (
    <SettingsPage
      title={t('automation.title')}
      about={t('automation.about')}
      add={{ to: '/settings/automation/new', label: 'automation.add' }}
      isWide
    >
      <Loaded query={rules}>
        {all =>
          all.length === 0 ? (
            <Empty title={t('automation.none')} text={t('automation.none_text')} />
          ) : (
            <>
              <Rows
                label={t('automation.title')}
                rows={all}
                idOf={rule => rule.id}
                to={rule => `/settings/automation/${rule.id}`}
                columns={[
                  { head: t('form.name'), cell: rule => <bdi>{rule.name}</bdi> },
                  { head: t('automation.when'), cell: rule => say.when(rule.when) },
                  {
                    head: t('automation.then'),
                    cell: rule => say.actions(rule.actions),
                    isAside: true,
                  },
                  { head: t('automation.on'), cell: rule => <OnOff rule={rule} /> },
                  {
                    head: t('automation.order'),
                    cell: rule => <Order rule={rule} rules={all} />,
                    isAside: true,
                  },
                ]}
              />
              <Text size="sm" c="dimmed">
                {t('automation.order_text')}
              </Text>
            </>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
