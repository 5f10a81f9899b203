import { useTranslation } from 'react-i18next';
import { useCalendarForm, YearAndExceptions } from '~/modules/standards/calendars/CalendarForm';
import { WeekHours } from '~/modules/standards/calendars/WeekHours';
import { weekdays } from '~/modules/standards/calendars/year';
import { Form } from '~/ui/form/Form';
import { TextField } from '~/ui/form/fields';
import { Skip, type StepProps } from './SetUp';
import { type House, isDone } from './steps';

/// Nine to six, on the days on which offices of the country are open.
function usualIn(house: House, name: string): House['calendar'] {
  if (isDone(house, 'calendar')) return house.calendar;
  const days = house.company.country === 'IL' ? [6, 0, 1, 2, 3] : [0, 1, 2, 3, 4];
  const week = days.map(day => ({
    weekday: weekdays[day] ?? 'monday',
    opens: '09:00',
    closes: '18:00',
  }));
  return { ...house.calendar, name, week };
}

export function Calendar({ house, done, skip }: StepProps) {
  const { t } = useTranslation();
  const calendar = usualIn(house, t('set_up.office_hours'));
  const form = useCalendarForm({ calendar, done });
  return (
    <Form
      form={form}
      go={t('set_up.save_go_on')}
      beside={<Skip skip={skip} isDone={isDone(house, 'calendar')} />}
    >
      <TextField form={form} name="name" label={t('form.name')} required />
      <WeekHours form={form} />
      <YearAndExceptions form={form} />
    </Form>
  );
}
