import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { remedyOffers, teams as teamsQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { useMoney } from '~/i18n/money';
import { type Role, roles as rolesQuery, useRoleName } from '~/modules/staff/queries';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { type Budget, remedyBudgets, remedyLimits, remedyRules } from './queries';
import { useSentences } from './sentences';

interface PartProps {
  title: string;
  about: string;
  add?: { to: string; label: string };
  children: ReactNode;
}

function Part({ title, about, add, children }: PartProps) {
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {title}
        </Title>
        {add && (
          <Button
            component={Link}
            to={add.to}
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {add.label}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {about}
      </Text>
      {children}
    </Stack>
  );
}

const Off = ({ isActive }: { isActive: boolean }) => {
  const { t } = useTranslation();
  return isActive ? null : (
    <Badge size="sm" variant="default">
      {t('remedies.not_in_use')}
    </Badge>
  );
};

function Offers() {
  const { t } = useTranslation();
  const money = useMoney();
  const offers = useQuery(remedyOffers);
  return (
    <Part
      title={t('remedies.offers')}
      about={t('remedies.offers_about')}
      add={{ to: '/settings/remedies/offers/new', label: t('remedies.add_offer') }}
    >
      <Loaded query={offers}>
        {all =>
          all.length === 0 ? (
            <Text size="sm">{t('remedies.no_offers')}</Text>
          ) : (
            <Rows
              label={t('remedies.offers')}
              rows={all}
              idOf={one => one.id}
              to={one => `/settings/remedies/offers/${one.id}`}
              columns={[
                { head: t('remedies.what'), cell: one => <bdi>{one.name}</bdi> },
                { head: t('word.kind'), cell: one => t(`remedy_kind.${one.kind}`) },
                { head: t('remedies.cost'), cell: one => money(one.amount, one.currency) },
                {
                  head: t('form.state'),
                  cell: one => <Off isActive={one.active} />,
                  isAside: true,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Part>
  );
}

function Rules() {
  const { t } = useTranslation();
  const rules = useQuery(remedyRules);
  const say = useSentences();
  return (
    <Part
      title={t('remedies.rules')}
      about={t('remedies.rules_about')}
      add={{ to: '/settings/remedies/rules/new', label: t('remedies.add_rule') }}
    >
      <Loaded query={rules}>
        {all =>
          all.length === 0 ? (
            <Text size="sm">{t('remedies.no_rules')}</Text>
          ) : (
            <Rows
              label={t('remedies.rules')}
              rows={all}
              idOf={one => one.id}
              to={one => `/settings/remedies/rules/${one.id}`}
              columns={[
                { head: t('form.name'), cell: one => <bdi>{one.name}</bdi> },
                { head: t('remedies.when'), cell: one => say.when(one), isAside: true },
                { head: t('remedies.what'), cell: one => <bdi>{say.offer(one.offer_id)}</bdi> },
                {
                  head: t('remedies.how'),
                  cell: one => t(one.by_itself ? 'remedies.by_itself' : 'remedies.proposed'),
                },
                {
                  head: t('form.state'),
                  cell: one => <Off isActive={one.active} />,
                  isAside: true,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Part>
  );
}

function Budgets() {
  const { t } = useTranslation();
  const money = useMoney();
  const budgets = useQuery(remedyBudgets);
  const teams = useQuery(teamsQuery).data;
  const whose = (one: Budget) =>
    one.scope === 'team'
      ? (teams?.find(team => team.id === one.team_id)?.name ?? '')
      : t(`budget_scope.${one.scope}`);
  const lines = (one: Budget, member: 'spent' | 'left') =>
    one.holders.map(holder => (
      <div key={holder.name}>
        {one.scope === 'person' && (
          <>
            <bdi>{holder.name}</bdi>:{' '}
          </>
        )}
        {money(holder[member], one.currency)}
      </div>
    ));
  return (
    <Part
      title={t('remedies.budgets')}
      about={t('remedies.budgets_about')}
      add={{ to: '/settings/remedies/budgets/new', label: t('remedies.add_budget') }}
    >
      <Loaded query={budgets}>
        {all =>
          all.length === 0 ? (
            <Text size="sm">{t('remedies.no_budgets')}</Text>
          ) : (
            <Rows
              label={t('remedies.budgets')}
              rows={all}
              idOf={one => one.id}
              to={one => `/settings/remedies/budgets/${one.id}`}
              columns={[
                {
                  head: t('remedies.whose'),
                  cell: one => (
                    <>
                      <bdi>{whose(one)}</bdi>
                      {one.goodwill_only && ` · ${t('remedies.goodwill_only')}`}
                    </>
                  ),
                },
                {
                  head: t('remedies.budget'),
                  cell: one =>
                    `${money(one.amount, one.currency)} · ${t(`budget_period.${one.period}`)}`,
                },
                { head: t('remedies.spent'), cell: one => lines(one, 'spent') },
                { head: t('remedies.left'), cell: one => lines(one, 'left') },
                {
                  head: t('form.state'),
                  cell: one => <Off isActive={one.active} />,
                  isAside: true,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Part>
  );
}

/// What each role may give by itself, in general and of each kind.
function Limits() {
  const { t } = useTranslation();
  const money = useMoney();
  const nameOf = useRoleName();
  const roles = useQuery(rolesQuery);
  const limits = useQuery(remedyLimits).data;
  const place = useMay()('staff_write') ? '/settings/remedies/limits' : '/settings/roles';
  const kindsOf = (role: Role) =>
    limits
      ?.find(one => one.role_id === role.id)
      ?.kinds.map(one => (
        <div key={one.kind}>
          {t(`remedy_kind.${one.kind}`)}:{' '}
          {Number(one.amount) === 0 ? t('remedies.only_approved') : money(one.amount, one.currency)}
        </div>
      ));
  return (
    <Part title={t('remedies.limits')} about={t('remedies.limits_about')}>
      <Loaded query={roles}>
        {all => (
          <Rows
            label={t('remedies.limits')}
            rows={all.filter(role => role.permissions.includes('remedies_grant'))}
            idOf={role => role.id}
            to={role => `${place}/${role.id}`}
            columns={[
              { head: t('remedies.role'), cell: role => <bdi>{nameOf(role)}</bdi> },
              {
                head: t('remedies.limit'),
                cell: role =>
                  role.permissions.includes('remedies_approve')
                    ? t('remedies.approves')
                    : money(role.authority, role.currency),
              },
              { head: t('remedies.limits_by_kind'), cell: kindsOf },
            ]}
          />
        )}
      </Loaded>
    </Part>
  );
}

export default function Remedies() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <SettingsPage title={t('remedies.title')} about={t('remedies.about')} isWide>
      <Stack gap="xl">
        <Offers />
        <Rules />
        <Budgets />
        {may('staff_read') && <Limits />}
      </Stack>
    </SettingsPage>
  );
}
