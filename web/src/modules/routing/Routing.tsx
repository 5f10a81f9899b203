import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { teams as teamsQuery } from '~/api/queries';
import { Form } from '~/ui/form/Form';
import { useSettingsForm } from '~/ui/form/useSettingsForm';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { Rules } from './Rules';

export type Rule = Schemas['Rule'];
type RuleList = Schemas['RuleList'];
export type Values = Pick<RuleList, 'rules'>;

const routingQuery = queryOptions({
  queryKey: ['routing'],
  queryFn: () => said(api.GET('/routing')),
});

function RoutingForm({ now, team }: { now: RuleList; team: string }) {
  const form = useSettingsForm<Values, RuleList>({
    place: 'routing',
    settings: now,
    query: routingQuery,
    valuesOf: ({ rules }) => ({ rules }),
    save: (values, version) => said(api.PUT('/routing', { body: { ...values, version } })),
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
  const routing = useQuery(routingQuery);
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
