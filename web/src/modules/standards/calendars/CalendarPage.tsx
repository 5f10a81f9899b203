import { Badge, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import { CalendarForm } from './CalendarForm';
import type { Calendar } from './year';

function Actions({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const path = { calendar: calendar.id };
  const { name, version } = calendar;
  if (calendar.is_default) return <Badge variant="light">{t('form.is_default')}</Badge>;
  return (
    <Group gap="xs">
      <ConfirmButton
        label={t('form.make_default')}
        explain={t('calendars.default_explain', { name })}
        size="xs"
        act={() =>
          said(api.POST('/calendars/{calendar}/default', { params: { path }, body: { version } }))
        }
        stale={['calendar']}
      />
      <ConfirmButton
        label={t('form.archive')}
        explain={t('calendars.archive_explain', { name })}
        size="xs"
        act={() =>
          said(api.DELETE('/calendars/{calendar}', { params: { path, query: { version } } }))
        }
        done={() => void navigate({ to: '/settings/calendars' })}
        stale={['calendar']}
      />
    </Group>
  );
}

export default function CalendarPage() {
  const { t } = useTranslation();
  const { id, isNew, savedAndStay } = useOneOf('/settings/calendars');
  const calendar = useQuery({
    queryKey: ['calendar', id],
    queryFn: () => said(api.GET('/calendars/{calendar}', { params: { path: { calendar: id } } })),
    enabled: !isNew,
  });
  return (
    <SettingsPage
      title={isNew ? t('calendars.add') : (calendar.data?.name ?? '')}
      up={{ to: '/settings/calendars', label: t('calendars.title') }}
      actions={calendar.data && <Actions calendar={calendar.data} />}
      isWide
    >
      {isNew ? (
        <CalendarForm key="new" done={savedAndStay} />
      ) : (
        <Loaded query={calendar}>
          {row => <CalendarForm key={row.id} calendar={row} done={savedAndStay} />}
        </Loaded>
      )}
    </SettingsPage>
  );
}
