import { Checkbox, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '~/ui/Failure';
import type { Form } from '~/ui/form/useForm';
import { type Amount, amountIn, isDays, numberOf, type Unit, unitOf, units } from './amounts';
import { type Duty, duties } from './queries';
import type { Values } from './StandardForm';

const dayEnds = ['end_of_work', 'midnight', 'same_time', 'at_time'] as const;
const first = (duty: Duty): Amount => ({ duty, counting: 'working_minutes', count: 480 });

interface RowProps {
  form: Form<Values>;
  duty: Duty;
}

function OfDays({ amount, set }: { amount: Amount; set: (next: Amount) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Select
        size="xs"
        w={190}
        aria-label={t('standards.day_end')}
        allowDeselect={false}
        data={dayEnds.map(value => ({ value, label: t(`day_end.${value}`) }))}
        value={amount.day_end ?? 'end_of_work'}
        onChange={value => set({ ...amount, day_end: value as Amount['day_end'] })}
      />
      {amount.day_end === 'at_time' && (
        <TextInput
          size="xs"
          type="time"
          dir="ltr"
          aria-label={t('standards.at')}
          value={amount.at ?? ''}
          onChange={e => set({ ...amount, at: e.currentTarget.value || null })}
        />
      )}
      {amount.counting === 'calendar_days' && (
        <Checkbox
          size="xs"
          label={t('standards.moves')}
          checked={amount.last_day === 'moves_to_working_day'}
          onChange={e =>
            set({
              ...amount,
              last_day: e.currentTarget.checked ? 'moves_to_working_day' : 'as_it_falls',
            })
          }
        />
      )}
    </>
  );
}

function Row({ form, duty }: RowProps) {
  const { t } = useTranslation();
  const { amounts } = form.values;
  const at = amounts.findIndex(one => one.duty === duty);
  const amount = amounts[at];
  const parts = ['', '.count', '.at', '.duty', '.counting'].map(part => `amounts[${at}]${part}`);
  if (amount) for (const path of parts) form.paths.add(path);
  const error = amount && parts.map(path => problemOf(form.refusal, path)).find(Boolean);
  const set = (next: Amount) =>
    form.change({ amounts: amounts.map(one => (one.duty === duty ? next : one)) });
  function toggle() {
    const rest = amounts.filter(one => one.duty !== duty);
    form.change({ amounts: amount ? rest : [...rest, first(duty)] });
  }
  return (
    <Stack gap={6}>
      <Checkbox
        label={t(`duty.${duty}`)}
        description={t(`duty_about.${duty}`)}
        checked={amount !== undefined}
        error={error}
        onChange={toggle}
      />
      {amount && (
        <Group gap="xs" ps={32}>
          <NumberInput
            size="xs"
            w={80}
            dir="ltr"
            hideControls
            min={0}
            allowDecimal={false}
            aria-label={t('standards.how_much', { duty: t(`duty.${duty}`) })}
            value={numberOf(amount)}
            onChange={value => set(amountIn(amount, unitOf(amount), Number(value)))}
          />
          <Select
            size="xs"
            w={180}
            allowDeselect={false}
            aria-label={t('standards.unit', { duty: t(`duty.${duty}`) })}
            data={units.map(value => ({ value, label: t(`unit.${value}`) }))}
            value={unitOf(amount)}
            onChange={value => set(amountIn(amount, value as Unit, numberOf(amount)))}
          />
          {isDays(unitOf(amount)) && <OfDays amount={amount} set={set} />}
        </Group>
      )}
    </Stack>
  );
}

/// For which duties time is given, and how much.
export function Amounts({ form }: { form: Form<Values> }) {
  const { t } = useTranslation();
  form.fields.set('amounts', {
    label: t('standards.amounts'),
    say: value =>
      (value as Amount[])
        .map(one => `${t(`duty.${one.duty}`)}: ${numberOf(one)} ${t(`unit.${unitOf(one)}`)}`)
        .join('\n'),
  });
  return (
    <Stack gap="sm">
      {duties.map(duty => (
        <Row key={duty} form={form} duty={duty} />
      ))}
    </Stack>
  );
}
