import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { StateBadge } from './Imports';
import { Mapping } from './Mapping';
import { Outcome } from './Outcome';
import { type Import, importQuery } from './queries';

function Discard({ one }: { one: Import }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <ConfirmButton
      label={t('imports.discard')}
      explain={t('imports.discard_text')}
      size="xs"
      act={() => said(api.DELETE('/imports/{import}', { params: { path: { import: one.id } } }))}
      done={() => void navigate({ to: '/settings/imports' })}
      stale={['import']}
    />
  );
}

export default function ImportPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const found = useQuery(importQuery(id));
  const one = found.data;
  return (
    <SettingsPage
      title={one?.name ?? ''}
      up={{ to: '/settings/imports', label: t('imports.title') }}
      actions={
        one && (
          <>
            <StateBadge one={one} />
            {one.state === 'ready' && <Discard one={one} />}
          </>
        )
      }
      isWide
    >
      <Loaded query={found}>
        {row =>
          row.state === 'ready' ? <Mapping key={row.version} one={row} /> : <Outcome one={row} />
        }
      </Loaded>
    </SettingsPage>
  );
}
