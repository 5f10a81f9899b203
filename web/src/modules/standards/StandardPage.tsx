import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import type { Standard } from './queries';
import { StandardForm } from './StandardForm';

function Archive({ standard }: { standard: Standard }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const params = { path: { standard: standard.id }, query: { version: standard.version } };
  if (standard.is_default) return null;
  return (
    <ConfirmButton
      label={t('form.archive')}
      explain={t('standards.archive_explain', { name: standard.name })}
      size="xs"
      act={() => said(api.DELETE('/standards/{standard}', { params }))}
      done={() => void navigate({ to: '/settings/standards' })}
      stale={['standard']}
    />
  );
}

export default function StandardPage() {
  const { t } = useTranslation();
  const { id, isNew, savedAndStay } = useOneOf('/settings/standards');
  const standard = useQuery({
    queryKey: ['standard', id],
    queryFn: () => said(api.GET('/standards/{standard}', { params: { path: { standard: id } } })),
    enabled: !isNew,
  });
  return (
    <SettingsPage
      title={isNew ? t('standards.add') : (standard.data?.name ?? '')}
      up={{ to: '/settings/standards', label: t('standards.title') }}
      actions={standard.data && <Archive standard={standard.data} />}
    >
      {isNew ? (
        <StandardForm key="new" done={savedAndStay} />
      ) : (
        <Loaded query={standard}>
          {row => <StandardForm key={row.id} standard={row} done={savedAndStay} />}
        </Loaded>
      )}
    </SettingsPage>
  );
}
