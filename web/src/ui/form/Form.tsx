import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconArrowsSplit2, IconHistory } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../Failure';
import type { Form as FormState } from './useForm';

/// Somebody else saved the same thing first: theirs and mine beside each other.
function Overtaken<V extends object>({ form }: { form: FormState<V> }) {
  const { t } = useTranslation();
  const { differences, fields } = form;
  // The fields, which come after it, say by then what they are called.
  const [, look] = useState(false);
  useEffect(() => look(true), []);
  const say = (name: string, value: unknown) =>
    fields.get(name)?.say(value) || t('form.nothing_there');
  return (
    <Alert
      color="yellow"
      variant="light"
      role="alert"
      icon={<IconArrowsSplit2 aria-hidden />}
      title={t('form.overtaken')}
    >
      <Text size="sm">
        {t(differences.length > 0 ? 'form.overtaken_choose' : 'form.overtaken_joined')}
      </Text>
      {differences.length > 0 && (
        <Table mt="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('form.field')}</Table.Th>
              <Table.Th>{t('form.theirs')}</Table.Th>
              <Table.Th>{t('form.mine')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.map(one => (
              <Table.Tr key={one.name}>
                <Table.Td>{fields.get(one.name)?.label ?? one.name}</Table.Td>
                <Table.Td className="words">
                  {say(one.name, one.theirs)}{' '}
                  <Button size="compact-xs" variant="default" onClick={() => form.takeTheirs(one)}>
                    {t('form.take_theirs')}
                  </Button>
                </Table.Td>
                <Table.Td className="words">
                  {say(one.name, form.values[one.name as keyof V])}{' '}
                  <Button size="compact-xs" variant="default" onClick={() => form.keepMine(one)}>
                    {t('form.keep_mine')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Alert>
  );
}

function Restored({ startAnew }: { startAnew: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert color="gray" variant="light" role="status" icon={<IconHistory aria-hidden />}>
      <Group justify="space-between">
        <Text size="sm">{t('form.restored')}</Text>
        <Button size="compact-sm" variant="default" onClick={startAnew}>
          {t('form.start_anew')}
        </Button>
      </Group>
    </Alert>
  );
}

interface Props<V extends object> {
  form: FormState<V>;
  go?: string; // the button's word
  cancel?: () => void;
  beside?: ReactNode; // what else can be done, at the other end of the row
  children: ReactNode;
}

/// Names what was refused, keeps what was typed; Ctrl+Enter sends.
export function Form<V extends object>({ form, go, cancel, beside, children }: Props<V>) {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const { refusal } = form;
  useEffect(() => {
    if (refusal) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [refusal]);
  function submit(event?: FormEvent) {
    form.submit(event);
    if (form.differences.length > 0)
      element.current?.querySelector<HTMLElement>('[role=alert] button')?.focus();
  }
  function onKeyDown(event: { key: string; ctrlKey: boolean; metaKey: boolean }) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  }
  return (
    <form ref={element} onSubmit={submit} onKeyDown={onKeyDown}>
      <Stack>
        {form.isOvertaken && <Overtaken form={form} />}
        {form.isRestored && !form.isOvertaken && <Restored startAnew={form.startAnew} />}
        {children}
        <FailureNote refusal={refusal} but={[...form.paths]} />
        <Group>
          <Button type="submit" loading={form.isBusy}>
            {go ?? t('app.save')}
          </Button>
          {cancel && (
            <Button variant="default" onClick={cancel}>
              {t('app.cancel')}
            </Button>
          )}
          {beside && <Group ms="auto">{beside}</Group>}
        </Group>
      </Stack>
    </form>
  );
}
