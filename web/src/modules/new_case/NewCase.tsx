import {
  Button,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, newKey, said } from '~/api/client';
import { useMe } from '~/app/session';
import { languages } from '~/i18n';
import { useFormats } from '~/i18n/formats';
import { caseKinds, priorities, spokenChannels } from '~/ui/enums';
import { FailureNote, problemOf } from '~/ui/Failure';
import { FieldInputs } from '~/ui/fields/FieldInputs';
import { Heading } from '~/ui/Heading';
import { tell } from '~/ui/notify';
import { CustomerField } from './CustomerField';
import { bodyOf, emptyForm, type Form, keep, kept } from './form';
import { MaybeSame } from './MaybeSame';

const shown = [
  'subject',
  'text',
  'kind',
  'channel',
  'priority',
  'language',
  'customer_id',
  'display_name',
  'contacts[0].value',
  'contacts[1].value',
];

function useForm() {
  const staff = useMe().person.id;
  const [form, setForm] = useState<Form>(() => kept(staff) ?? emptyForm());
  function change(part: Partial<Form>) {
    setForm(before => {
      const after = { ...before, ...part };
      keep(staff, after);
      return after;
    });
  }
  return { form, change, clear: () => keep(staff, undefined) };
}

/// From a phone call to a case with its promise, without the mouse: a name or number, Enter, Tab,
/// the subject, what was said, Ctrl+Enter.
export default function NewCase() {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { form, change, clear } = useForm();
  const open = useMutation({
    mutationFn: () =>
      said(
        api.POST('/cases', {
          params: { header: { 'Idempotency-Key': form.key } },
          body: bodyOf(form),
        }),
      ),
    onSuccess: async opened => {
      clear();
      const due = opened.due_at ? formats.instant(opened.due_at) : '';
      tell(t('new_case.opened', { number: opened.number, due }));
      await client.invalidateQueries({ queryKey: ['cases'] });
      await navigate({ to: `/case/${opened.id}` });
    },
    onError: error => {
      if (asRefusal(error).code !== 'offline') change({ key: newKey() });
    },
  });
  const refusal = open.error ? asRefusal(open.error) : undefined;
  const isReady = (form.customer || form.name.trim()) && form.subject.trim();
  function send(event?: FormEvent) {
    event?.preventDefault();
    if (isReady && !open.isPending) open.mutate();
  }
  const choice = (
    name: 'kind' | 'channel' | 'priority' | 'language',
    prefix: string,
    values: readonly string[],
  ) => (
    <Select
      label={t(`queue.${name}`)}
      allowDeselect={false}
      data={values.map(value => ({ value, label: t(`${prefix}.${value}`) }))}
      value={form[name]}
      error={problemOf(refusal, name)}
      onChange={value => change({ [name]: value ?? form[name] })}
    />
  );
  return (
    <Stack maw={760}>
      <Heading title={t('new_case.title')} />
      <form
        onSubmit={send}
        onKeyDown={e => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) send();
        }}
      >
        <Paper withBorder p="md">
          <Stack>
            <CustomerField form={form} change={change} refusal={refusal} />
            {form.customer && <MaybeSame customer={form.customer} subject={form.subject} />}
            <TextInput
              id="subject"
              label={t('new_case.subject')}
              required
              dir={form.subject ? 'auto' : undefined}
              error={problemOf(refusal, 'subject')}
              value={form.subject}
              onChange={e => change({ subject: e.currentTarget.value })}
            />
            <Textarea
              label={t('new_case.text')}
              autosize
              minRows={4}
              maxRows={16}
              dir={form.text ? 'auto' : undefined}
              error={problemOf(refusal, 'text')}
              value={form.text}
              onChange={e => change({ text: e.currentTarget.value })}
            />
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
              {choice('channel', 'channel', spokenChannels)}
              {choice('kind', 'kind', caseKinds)}
              {choice('priority', 'priority', priorities)}
              {choice('language', 'language', languages)}
            </SimpleGrid>
            <FieldInputs
              target="case"
              values={form.fields}
              change={fields => change({ fields })}
              refusal={refusal}
              path="fields"
            />
            <FailureNote refusal={refusal} but={shown} />
            <Group justify="flex-end">
              <Text size="sm" c="dimmed">
                <kbd>Ctrl</kbd> <kbd>Enter</kbd>
              </Text>
              <Button type="submit" loading={open.isPending} disabled={!isReady}>
                {t('new_case.go')}
              </Button>
            </Group>
          </Stack>
        </Paper>
      </form>
    </Stack>
  );
}
