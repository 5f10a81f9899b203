import { Anchor, SimpleGrid, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useMoney } from '~/i18n/money';
import { roles as rolesQuery, useRoleName } from '~/modules/staff/queries';
import { Form } from '~/ui/form/Form';
import { ChoiceField, SwitchField, TextField } from '~/ui/form/fields';
import { useForm } from '~/ui/form/useForm';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { bodyOf, hows, limitedKinds, type Values, valuesOf } from './limits';
import { type Limits, remedyLimits } from './queries';

interface Props {
  limits: Limits;
  approves: boolean;
  done: () => void;
}

function Editing({ limits, approves, done }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const money = useMoney();
  const form = useForm<Values, Limits>({
    place: `remedy_limits.${limits.role_id}`,
    start: valuesOf(limits),
    version: limits.version,
    save: (values, version) =>
      said(
        api.PUT('/remedy-limits/{role}', {
          params: { path: { role: limits.role_id } },
          body: { version, kinds: bodyOf(values), gives_unasked: values.gives_unasked },
        }),
      ),
    current: async () => {
      const all = await client.fetchQuery({ ...remedyLimits, staleTime: 0 });
      const now = all.find(one => one.role_id === limits.role_id) ?? limits;
      return { values: valuesOf(now), version: now.version };
    },
    done: () => {
      void client.invalidateQueries({ queryKey: ['remedy_limit'] });
      done();
    },
  });
  const sent = bodyOf(form.values);
  const how = (value: (typeof hows)[number]) =>
    t(`limit_how.${value}`, { amount: money(limits.authority, limits.currency) });
  return (
    <Form form={form}>
      {limitedKinds.map(kind => (
        <SimpleGrid key={kind} cols={{ base: 1, sm: 2 }}>
          <ChoiceField
            form={form}
            name={`${kind}_how`}
            label={t(`remedy_kind.${kind}`)}
            choices={hows.map(value => ({ value, label: how(value) }))}
          />
          {form.values[`${kind}_how`] === 'up_to' && (
            <TextField
              form={form}
              name={`${kind}_amount`}
              path={`kinds[${sent.findIndex(one => one.kind === kind)}].amount`}
              label={t('remedies.limit_amount', { currency: form.values[`${kind}_currency`] })}
              required
              isCode
            />
          )}
        </SimpleGrid>
      ))}
      {approves && (
        <SwitchField form={form} name="gives_unasked" label={t('remedies.gives_unasked')} />
      )}
    </Form>
  );
}

/// What a role may give of each kind by itself. Its general limit is changed where roles are.
export default function LimitPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const nameOf = useRoleName();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const limits = useQuery(remedyLimits);
  const role = useQuery(rolesQuery).data?.find(one => one.id === id);
  const one = limits.data?.find(own => own.role_id === id);
  const approves = role?.permissions.includes('remedies_approve') ?? false;
  function done() {
    tell(t('form.saved'));
    void navigate({ to: '/settings/remedies' });
  }
  return (
    <SettingsPage
      title={role ? t('remedies.limits_of', { role: nameOf(role) }) : t('remedies.limits')}
      about={t('remedies.limits_of_about')}
      up={{ to: '/settings/remedies', label: t('remedies.title') }}
    >
      <Loaded query={limits}>
        {() =>
          one && (
            <>
              {approves && <Text size="sm">{t('remedies.limits_of_approver')}</Text>}
              <Editing key={id} limits={one} approves={approves} done={done} />
              <Anchor component={Link} to={`/settings/roles/${id}`} size="sm">
                {t('remedies.to_role')}
              </Anchor>
            </>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
