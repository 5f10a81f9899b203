import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { remedyOffers } from '~/api/queries';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { remedyRules } from './queries';
import { RuleForm } from './RuleForm';

export default function RulePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const rules = useQuery(remedyRules);
  const offers = useQuery(remedyOffers);
  const rule = rules.data?.find(one => one.id === id);
  const isNew = id === 'new';
  function done() {
    tell(t('form.saved'));
    void navigate({ to: '/settings/remedies' });
  }
  return (
    <SettingsPage
      title={isNew ? t('remedies.add_rule') : (rule?.name ?? '')}
      about={t('remedies.rule_about')}
      up={{ to: '/settings/remedies', label: t('remedies.title') }}
    >
      <Loaded query={offers}>
        {all =>
          all.length === 0 ? (
            <Empty title={t('remedies.no_offers')} text={t('remedies.offers_first')} />
          ) : (
            <Loaded query={rules}>
              {() =>
                (isNew || rule) && (
                  <RuleForm key={`${id}.${rule?.version}`} rule={rule} offers={all} done={done} />
                )
              }
            </Loaded>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
