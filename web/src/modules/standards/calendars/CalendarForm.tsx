import { Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import { zoneChoices } from '~/modules/company/places';
import { Form } from '~/ui/form/Form';
import { ChoiceField, TextField } from '~/ui/form/fields';
import type { Form as FormState } from '~/ui/form/useForm';
import { useRowForm } from '~/ui/form/useRowForm';
import { DayDialog } from './DayDialog';
import { Exceptions } from './Exceptions';
import { FormerCalendars } from './FormerCalendars';
import { WeekHours } from './WeekHours';
import { YearView } from './YearView';
import { type Calendar, type Exception, type WeekSpan, weekdays, withException } from './year';

export interface Values {
  name: string;
  zone: string | null;
  week: WeekSpan[];
  exceptions: Exception[];
}

const office = weekdays.slice(0, 5).map(weekday => ({ weekday, opens: '09:00', closes: '18:00' }));
export const valuesOf = (c?: Calendar): Values => ({
  name: c?.name ?? '',
  zone: c?.zone ?? null,
  week: c?.week ?? office,
  exceptions: c?.exceptions ?? [],
});

interface Props {
  calendar?: Calendar; // none: a new one
  done: (calendar: Calendar) => void;
}

export const useCalendarForm = ({ calendar, done }: Props) =>
  useRowForm<Values, Calendar>({
    noun: 'calendar',
    row: calendar,
    valuesOf,
    add: (body, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/calendars', { params, body }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { calendar: id } };
      return said(api.PUT('/calendars/{calendar}', { params, body: { ...values, version } }));
    },
    again: ({ id }) =>
      said(api.GET('/calendars/{calendar}', { params: { path: { calendar: id } } })),
    done,
  });

/// The year, and what in it is not as each week.
export function YearAndExceptions({ form }: { form: FormState<Values> }) {
  const [shown, setShown] = useState<{ date: string; former?: Exception }>();
  const { values } = form;
  return (
    <Stack>
      <YearView hours={values} open={date => setShown({ date })} />
      <Exceptions form={form} open={one => setShown({ date: one.from_on, former: one })} />
      {shown && (
        <DayDialog
          hours={values}
          {...shown}
          save={(former, next) =>
            form.change({ exceptions: withException(values.exceptions, former, next) })
          }
          close={() => setShown(undefined)}
        />
      )}
    </Stack>
  );
}

export function CalendarForm(props: Props) {
  const { t } = useTranslation();
  const form = useCalendarForm(props);
  const company = useQuery(companyQuery);
  return (
    <>
      <Form form={form}>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField form={form} name="name" label={t('form.name')} required />
          <ChoiceField
            form={form}
            name="zone"
            label={t('calendars.zone')}
            none={t('calendars.zone_of_company', { zone: company.data?.zone ?? '' })}
            choices={zoneChoices()}
          />
        </SimpleGrid>
        <Fieldset legend={t('calendars.week')}>
          <WeekHours form={form} />
        </Fieldset>
        <Fieldset legend={t('calendars.exceptions')}>
          <YearAndExceptions form={form} />
        </Fieldset>
      </Form>
      {props.calendar && (
        <FormerCalendars calendar={props.calendar} use={values => form.change(values)} />
      )}
    </>
  );
}
