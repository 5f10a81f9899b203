import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { teams as teamsQuery } from '~/api/queries';
import { Form } from '~/ui/form/Form';
import { useForm } from '~/ui/form/useForm';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { Rules } from './Rules';

export type Rule = Schemas['Rule'];
type RuleList = Schemas['RuleList'];
export type Values = Pick<RuleList, 'rules'>;

const ask = () => said(api.GET('/routing'));

function RoutingForm({ now, team }: { now: RuleList; team: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<Values, RuleList>({
    place: 'routing',
    start: { rules: now.rules },
    version: now.version,
    save: (values, version) => said(api.PUT('/routing', { body: { ...values, version } })),
    current: async () => {
      const { rules, version } = await ask();
      return { values: { rules }, version };
    },
    done: saved => {
      tell(t('form.saved'));
      client.setQueryData(['routing'], saved);
    },
  });
  return (
    <Form form={form}>
      <Rules form={form} team={team} />
    </Form>
  );
}

/// Which new case goes to which team; the first rule that fits decides.
export default function Routing() {
  const { t } = useTranslation();
  const routing = useQuery({ queryKey: ['routing'], queryFn: ask });
  const teams = useQuery(teamsQuery);
  return (
    <SettingsPage title={t('routing.title')} about={t('routing.about')} isWide>
      <Loaded query={teams}>
        {all => (
          <Loaded query={routing}>
            {now => <RoutingForm now={now} team={all.find(one => one.is_default)?.id ?? ''} />}
          </Loaded>
        )}
      </Loaded>
    </SettingsPage>
  );
}
