import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { company } from '~/api/queries';
import { Loaded } from '~/ui/Loaded';
import { tell } from '~/ui/notify';
import { SettingsPage } from '~/ui/SettingsPage';
import { CompanyForm } from './CompanyForm';

export default function CompanyPage() {
  const { t } = useTranslation();
  const profile = useQuery({ ...company, staleTime: 0 });
  return (
    <SettingsPage title={t('company.title')} about={t('company.about')}>
      <Loaded query={profile}>
        {now => <CompanyForm profile={now} done={() => tell(t('form.saved'))} />}
      </Loaded>
    </SettingsPage>
  );
}
