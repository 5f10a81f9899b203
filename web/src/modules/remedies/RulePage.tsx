import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { remedyOffers } from '~/api/queries';
import { NothingHere } from '~/app/NothingHere';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { remedyRules } from './queries';
import { RuleForm } from './RuleForm';

export default function RulePage() {
  const { t } = useTranslation();
  const { id, isNew, savedAndBack } = useOneOf('/settings/remedies');
  const rules = useQuery(remedyRules);
  const offers = useQuery(remedyOffers);
  const rule = rules.data?.find(one => one.id === id);
  if (rules.isSuccess && !isNew && !rule) return <NothingHere />;
  return (
    <SettingsPage
      title={isNew ? t('remedies.add_rule') : (rule?.name ?? '')}
      about={t('remedies.rule_about')}
      up={{ to: '/settings/remedies', label: t('remedies.title') }}
    >
      <Loaded query={offers}>
        {all =>
          all.length === 0 ? (
            <Empty title={t('remedies.no_offers')} text={t('remedies.offers_first')}>
              <Button component={Link} to="/settings/remedies/offers/new">
                {t('remedies.add_offer')}
              </Button>
            </Empty>
          ) : (
            <Loaded query={rules}>
              {() =>
                (isNew || rule) && (
                  <RuleForm key={id} rule={rule} offers={all} done={savedAndBack} />
                )
              }
            </Loaded>
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
