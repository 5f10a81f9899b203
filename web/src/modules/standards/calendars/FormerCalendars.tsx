import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Versions } from '~/ui/Versions';
import type { Values } from './CalendarForm';
import type { Calendar } from './year';

export function FormerCalendars({
  calendar,
  use,
}: {
  calendar: Calendar;
  use: (values: Values) => void;
}) {
  const { t } = useTranslation();
  const versions = useQuery({
    queryKey: ['calendar', calendar.id, 'versions', calendar.version],
    queryFn: async () => {
      const params = { path: { calendar: calendar.id } };
      return (await said(api.GET('/calendars/{calendar}/versions', { params }))).items;
    },
  });
  return (
    <Versions
      query={versions}
      say={body => {
        const { name, week, exceptions } = body as unknown as Values;
        const days = new Set(week?.map(one => one.weekday)).size;
        return t('calendars.version', { name, days, exceptions: exceptions?.length ?? 0 });
      }}
      use={body => {
        const { name, zone, week, exceptions } = body as unknown as Values;
        use({ name, zone: zone ?? null, week, exceptions });
      }}
    />
  );
}
