import {
  Button,
  Group,
  NumberInput,
  Paper,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  people as peopleQuery,
  teams as teamsQuery,
  templates as templatesQuery,
} from '~/api/queries';
import { caseKinds, priorities } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import type { Form } from '~/ui/form/useForm';
import { Order } from '~/ui/Order';

interface Action {
  action: string;
  value: string;
}
export interface Values {
  name: string;
  actions: Action[];
}

const actions = [
  'reply',
  'note',
  'add_tag',
  'remove_tag',
  'set_team',
  'set_owner',
  'set_priority',
  'set_kind',
  'snooze',
  'solve',
] as const;

interface ValueProps extends Action {
  set: (value: string) => void;
  error?: string;
}

/// What the step needs to know: a choice, some words, a number of hours, or nothing.
function Value({ action, value, set, error }: ValueProps) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const people = useQuery(peopleQuery);
  const templates = useQuery(templatesQuery);
  const named = (all?: { id: string; name: string }[]) =>
    (all ?? []).map(one => ({ value: one.id, label: one.name }));
  const words = (prefix: string, values: readonly string[]) =>
    values.map(one => ({ value: one, label: t(`${prefix}.${one}`) }));
  const choices: Record<string, { value: string; label: string }[]> = {
    set_team: named(teams.data),
    set_owner: [{ value: 'me', label: t('macros.me') }, ...named(people.data)],
    set_priority: words('priority', priorities),
    set_kind: words('kind', caseKinds),
    reply: named(templates.data?.filter(one => !one.kind)),
  };
  const common = { 'aria-label': t(`macro_value.${action}`), error, style: { flex: 1 } };
  if (action === 'solve') return null;
  const data = choices[action];
  if (data)
    return (
      <Select
        {...common}
        searchable={data.length > 10}
        data={data}
        placeholder={t(`macro_value.${action}`)}
        nothingFoundMessage={t('form.none_found')}
        value={value || null}
        onChange={next => set(next ?? '')}
      />
    );
  if (action === 'snooze')
    return (
      <NumberInput
        {...common}
        dir="ltr"
        hideControls
        min={1}
        suffix={` ${t('macros.hours')}`}
        value={value ? Number(value) / 60 : ''}
        onChange={next => set(next === '' ? '' : String(Math.round(Number(next) * 60)))}
      />
    );
  const isNote = action === 'note';
  const Field = isNote ? Textarea : TextInput;
  return (
    <Field
      {...common}
      {...(isNote && { autosize: true, minRows: 2 })}
      dir={value ? 'auto' : undefined}
      placeholder={t(`macro_value.${action}`)}
      value={value}
      onChange={e => set(e.currentTarget.value)}
    />
  );
}

/// The steps of a macro, in the order in which they are done.
export function Steps({ form }: { form: Form<Values> }) {
  const { t } = useTranslation();
  const all = form.values.actions;
  const set = (next: Action[]) => form.change({ actions: next });
  const change = (at: number, part: Partial<Action>) =>
    set(all.map((one, i) => (i === at ? { ...one, ...part } : one)));
  form.fields.set('actions', {
    label: t('macros.steps'),
    say: value =>
      (value as Action[]).map(one => `${t(`macro.${one.action}`)} ${one.value}`).join('\n'),
  });
  return (
    <Stack gap="xs">
      <Text fw={500} size="sm">
        {t('macros.steps')}
      </Text>
      {all.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('macros.no_steps')}
        </Text>
      )}
      {all.map((one, at) => {
        const path = `actions[${at}].value`;
        form.paths.add(path);
        const of = t('macros.step', { n: at + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name but their place
          <Paper key={at} withBorder p="xs" component="section" aria-label={of}>
            <Group gap="xs" align="flex-start">
              <Select
                aria-label={of}
                allowDeselect={false}
                w={210}
                data={actions.map(value => ({ value, label: t(`macro.${value}`) }))}
                value={one.action}
                onChange={action => change(at, { action: action ?? one.action, value: '' })}
              />
              <Value
                {...one}
                set={value => change(at, { value })}
                error={problemOf(form.refusal, path)}
              />
              <Order of={of} list={all} at={at} set={set} />
            </Group>
          </Paper>
        );
      })}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => set([...all, { action: 'add_tag', value: '' }])}
        >
          {t('macros.add_step')}
        </Button>
      </div>
    </Stack>
  );
}
