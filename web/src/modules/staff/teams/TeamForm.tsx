import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { calendars as calendarsQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { Form } from '~/ui/form/Form';
import { ChoiceField, TextField } from '~/ui/form/fields';
import { useRowForm } from '~/ui/form/useRowForm';
import type { Team } from '../queries';

interface Values {
  name: string;
  email_display: string;
  calendar_id: string | null;
}
const valuesOf = (team?: Team): Values => ({
  name: team?.name ?? '',
  email_display: team?.email_display ?? '',
  calendar_id: team?.calendar_id || null,
});

interface Props {
  team?: Team; // none: a new one
  go?: string;
  beside?: ReactNode;
  done: (team: Team) => void;
}

export function TeamForm({ team, go, beside, done }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const calendars = useQuery(calendarsQuery);
  const form = useRowForm<Values, Team>({
    noun: 'team',
    row: team,
    valuesOf,
    add: (body, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/teams', { params, body }));
    },
    change: ({ id }, { calendar_id, ...values }, version) => {
      const calendar = calendar_id ? { calendar_id } : { no_calendar: true };
      const body = { version, ...values, ...calendar };
      return said(api.PATCH('/teams/{team}', { params: { path: { team: id } }, body }));
    },
    again: ({ id }) => said(api.GET('/teams/{team}', { params: { path: { team: id } } })),
    stale: ['teams'],
    done,
  });
  const isFixed = !may('staff_write');
  const fields = (
    <>
      <TextField form={form} name="name" label={t('form.name')} required disabled={isFixed} />
      <TextField
        form={form}
        name="email_display"
        label={t('teams.display')}
        description={t('teams.display_hint')}
        disabled={isFixed}
      />
      <ChoiceField
        form={form}
        name="calendar_id"
        label={t('teams.calendar')}
        description={t('teams.calendar_hint')}
        disabled={isFixed}
        none={t('teams.calendar_none')}
        choices={(calendars.data ?? []).map(c => ({ value: c.id, label: c.name }))}
      />
    </>
  );
  return isFixed ? (
    fields
  ) : (
    <Form form={form} go={go} beside={beside}>
      {fields}
    </Form>
  );
}
