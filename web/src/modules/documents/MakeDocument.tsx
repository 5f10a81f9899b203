import { Button, Group, Paper, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefusal, newKey } from '~/api/client';
import { Failure, FailureNote, problemOf } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import { tell } from '~/ui/notify';
import {
  type About,
  type DocumentForm,
  type Field,
  formQuery,
  type Kind,
  makeOf,
  type NewDocument,
  previewOf,
} from './queries';
import { Shown } from './Shown';

interface Props {
  about: About;
  kind: Kind;
  replaces?: string;
  close: () => void;
}

interface FieldProps {
  field: Field;
  value: string;
  set: (value: string) => void;
  error?: string;
}

function OneField({ field, value, set, error }: FieldProps) {
  const own = {
    label: field.label,
    description: field.demanded_by || undefined,
    withAsterisk: field.needed,
    error,
    value,
  };
  if (field.form === 'choice')
    return (
      <Select {...own} data={field.choices} value={value || null} onChange={v => set(v ?? '')} />
    );
  if (field.form === 'text')
    return (
      <Textarea
        {...own}
        dir="auto"
        autosize
        minRows={2}
        onChange={e => set(e.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...own}
      type={field.form === 'date' ? 'date' : 'text'}
      dir={field.form === 'line' ? 'auto' : undefined}
      onChange={e => set(e.currentTarget.value)}
    />
  );
}

/// Only what a person changed is sent: the rest is what is known when it is made.
function bodyOf(form: DocumentForm, changed: Record<string, string>, replaces?: string) {
  const body: NewDocument = { kind: form.kind, values: changed };
  return replaces ? { ...body, replaces } : body;
}

function Filling({ about, form, replaces, close }: Omit<Props, 'kind'> & { form: DocumentForm }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [changed, setChanged] = useState<Record<string, string>>({});
  const [key, setKey] = useState(newKey);
  const body = bodyOf(form, changed, replaces);
  const look = useMutation({ mutationFn: () => previewOf(about, body) });
  const make = useMutation({
    mutationFn: () => makeOf(about, body, key),
    onSuccess: async made => {
      tell(t('documents.made', { number: made.number }));
      close();
      await client.invalidateQueries({ queryKey: ['documents'] });
    },
  });
  const refusal = make.isError ? asRefusal(make.error) : undefined;
  const problem = (name: string) =>
    problemOf(refusal, `values.${name}`) ??
    look.data?.problems.find(one => one.field === `values.${name}`)?.text;
  const sections = [...new Set(form.fields.map(one => one.section))];
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {form.languages.length > 1 && (
          <Text size="sm" c="dimmed">
            {t('documents.in_languages', { languages: form.languages.join(', ') })}
          </Text>
        )}
        {form.stay_by_hand && (
          <Text size="sm" role="note">
            {t('documents.stay_by_hand')}
          </Text>
        )}
        {sections.map(section => (
          <fieldset key={section} style={{ border: 0, padding: 0, margin: 0 }}>
            <legend>
              <Text fw={600}>{section}</Text>
            </legend>
            <Stack gap="xs">
              {form.fields
                .filter(one => one.section === section)
                .map(field => (
                  <OneField
                    key={field.name}
                    field={field}
                    value={changed[field.name] ?? field.value}
                    set={value => {
                      setChanged({ ...changed, [field.name]: value });
                      setKey(newKey());
                    }}
                    error={problem(field.name)}
                  />
                ))}
            </Stack>
          </fieldset>
        ))}
        <FailureNote refusal={refusal} but={form.fields.map(one => `values.${one.name}`)} />
        {look.isError && <Failure error={look.error} />}
        {look.data && <Shown preview={look.data} />}
        <Group>
          <Button type="submit" loading={make.isPending}>
            {t(replaces ? 'documents.make_correction' : 'documents.make')}
          </Button>
          <Button variant="light" loading={look.isPending} onClick={() => look.mutate()}>
            {t('documents.look')}
          </Button>
          <Button variant="default" onClick={close}>
            {t('app.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/// The form of a document, filled with what is known; looked at before it is made.
export function MakeDocument({ about, kind, replaces, close }: Props) {
  const form = useQuery(formQuery(about, kind, replaces));
  return (
    <Paper withBorder p="md" component="section" aria-label={form.data?.title}>
      {form.isPending && <Loading />}
      {form.isError && <Failure error={form.error} again={() => void form.refetch()} />}
      {form.data && <Filling about={about} form={form.data} replaces={replaces} close={close} />}
    </Paper>
  );
}
