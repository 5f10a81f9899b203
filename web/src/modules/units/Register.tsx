import { Button, Group, Paper, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, newKey, said } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { casesOfQuery, customerQuery } from '~/modules/customers/queries';
import { FailureNote, problemOf } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { tell } from '~/ui/notify';
import { bodyOf, emptyForm, type Form } from './form';
import { ProductField } from './ProductField';

const shown = ['serial', 'sale.sold_on', 'customer.contacts[0].value', 'customer.display_name'];

/// From a phone call to a unit with its owner and its sale: a name, a number, a serial, a day.
export default function Register() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { customer } = useSearch({ strict: false }) as { customer?: string };
  const known = useQuery({ ...customerQuery(customer ?? ''), enabled: Boolean(customer) });
  const [form, setForm] = useState<Form>(emptyForm);
  const [key, setKey] = useState(newKey);
  const cases = useQuery({ ...casesOfQuery(customer ?? ''), enabled: Boolean(customer) });
  const hers = useWordOnCase(cases.data);
  const change = (part: Partial<Form>) => setForm(before => ({ ...before, ...part }));
  const register = useMutation({
    mutationFn: () =>
      said(
        api.POST('/registrations', {
          params: { header: { 'Idempotency-Key': key } },
          body: bodyOf(form, customer, hers.word),
        }),
      ),
    onSuccess: async answer => {
      tell(t(`units.outcome_${answer.outcome}`));
      await client.invalidateQueries({ queryKey: ['unit'] });
      await navigate({ to: `/unit/${answer.unit_id}` });
    },
    onError: error => {
      if (asRefusal(error).code !== 'offline') setKey(newKey());
    },
  });
  const refusal = register.error ? asRefusal(register.error) : undefined;
  function send(event: FormEvent) {
    event.preventDefault();
    if (!register.isPending) register.mutate();
  }
  const text = (name: 'name' | 'phone' | 'serial' | 'seller' | 'number', field: string) => (
    <TextInput
      label={t(`register.${name}`)}
      dir={name === 'phone' || name === 'serial' ? 'ltr' : form[name] ? 'auto' : undefined}
      error={problemOf(refusal, field)}
      value={form[name]}
      onChange={e => change({ [name]: e.currentTarget.value })}
    />
  );
  return (
    <Stack maw={760}>
      <Heading title={t('units.register')} />
      <form onSubmit={send}>
        <Paper withBorder p="md">
          <Stack>
            {customer ? (
              <Text fw={600}>
                <bdi>{known.data?.customer.display_name}</bdi>
              </Text>
            ) : (
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                {text('name', 'customer.display_name')}
                {text('phone', 'customer.contacts[0].value')}
              </SimpleGrid>
            )}
            <ProductField form={form} change={change} />
            {text('serial', 'serial')}
            <SimpleGrid cols={{ base: 1, sm: 3 }}>
              <TextInput
                type="date"
                label={t('register.sold_on')}
                error={problemOf(refusal, 'sale.sold_on')}
                value={form.sold_on}
                onChange={e => change({ sold_on: e.currentTarget.value })}
              />
              {text('seller', 'sale.seller')}
              {text('number', 'sale.number')}
            </SimpleGrid>
            <Textarea
              label={t('register.place')}
              autosize
              dir={form.place ? 'auto' : undefined}
              value={form.place}
              onChange={e => change({ place: e.currentTarget.value })}
            />
            {customer && hers.inputs(refusal)}
            <FailureNote refusal={refusal} but={[...shown, ...hers.fields]} />
            <Group justify="flex-end">
              <Button type="submit" disabled={!hers.isReady} loading={register.isPending}>
                {t('register.go')}
              </Button>
            </Group>
          </Stack>
        </Paper>
      </form>
    </Stack>
  );
}
