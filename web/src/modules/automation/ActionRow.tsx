import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Form } from '~/ui/form/useForm';
import { ActionValue } from './ActionValue';
import type { Values } from './RuleForm';
import { type Act, type Action, acts } from './words';

interface Props {
  form: Form<Values>;
  at: number;
  action: Action;
  set: (next: Action) => void;
  remove: () => void;
}

const first: Partial<Record<Act, Partial<Action>>> = {
  set_priority: { value: 'high' },
  set_kind: { value: 'complaint' },
  promise: { promise_kind: 'call_back_by', working_hours: 8, value: '' },
};

/// What is done · with what.
export function ActionRow({ form, at, action, set, remove }: Props) {
  const { t } = useTranslation();
  const path = `actions[${at}]`;
  const own = form.refusal?.fields.filter(one => one.field.startsWith(path)) ?? [];
  for (const one of own) form.paths.add(one.field);
  return (
    <Stack gap={4} role="group" aria-label={t('automation.action_nr', { n: at + 1 })}>
      <Group gap="xs" align="flex-start">
        <Select
          w={210}
          aria-label={t('automation.act')}
          allowDeselect={false}
          data={acts.map(value => ({ value, label: t(`act.${value}`) }))}
          value={action.act}
          onChange={value => set({ act: value as Act, ...first[value as Act] })}
        />
        <ActionValue action={action} isWrong={own.length > 0} set={set} />
        <ActionIcon
          variant="subtle"
          color="gray"
          mt={4}
          aria-label={t('automation.remove_action', { n: at + 1 })}
          onClick={remove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {own[0] && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {own[0].detail}
        </Text>
      )}
    </Stack>
  );
}
