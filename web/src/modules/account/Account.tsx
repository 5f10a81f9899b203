import { Button, Paper, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { me as meQuery } from '~/api/queries';
import { useMe } from '~/app/session';
import { change, type Language, languageNames, languages } from '~/i18n';
import { FailureNote, problemOf } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { tell } from '~/ui/notify';
import { TwoSteps } from './TwoSteps';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Profile() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [name, setName] = useState(me.person.name);
  const [language, setLanguage] = useState<Language>(me.person.language);
  const save = useMutation({
    mutationFn: () =>
      said(api.PATCH('/me', { body: { version: me.person.version, name, language } })),
    onSuccess: async now => {
      client.setQueryData(meQuery.queryKey, now);
      await change(language);
      tell(t('account.saved'));
    },
  });
  const refusal = save.error ? asRefusal(save.error) : undefined;
  function send(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Section title={t('account.me')}>
      <form onSubmit={send}>
        <Stack>
          <Text size="sm" c="dimmed">
            <bdi>{me.person.email}</bdi>
          </Text>
          <TextInput
            label={t('account.name')}
            required
            autoComplete="name"
            dir="auto"
            error={problemOf(refusal, 'name')}
            value={name}
            onChange={e => setName(e.currentTarget.value)}
          />
          <Select
            label={t('app.language')}
            allowDeselect={false}
            data={languages.map(value => ({ value, label: languageNames[value] }))}
            value={language}
            onChange={value => setLanguage((value ?? language) as Language)}
          />
          <FailureNote refusal={refusal} but={['name']} />
          <Button type="submit" loading={save.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

function Password() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useMutation({
    mutationFn: () => said(api.POST('/me/password', { body: { current, next } })),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      tell(t('account.password_changed'));
    },
  });
  const refusal = save.error ? asRefusal(save.error) : undefined;
  const show = { 'aria-label': t('sign_in.show_password') };
  function send(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Section title={t('account.password')}>
      <form onSubmit={send}>
        <Stack>
          <PasswordInput
            label={t('account.password_now')}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={show}
            error={problemOf(refusal, 'current')}
            value={current}
            onChange={e => setCurrent(e.currentTarget.value)}
          />
          <PasswordInput
            label={t('set_password.new')}
            description={t('set_password.hint')}
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={show}
            error={problemOf(refusal, 'next')}
            value={next}
            onChange={e => setNext(e.currentTarget.value)}
          />
          <FailureNote refusal={refusal} but={['current', 'next']} />
          <Button type="submit" loading={save.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('account.password_change')}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

export default function Account() {
  const { t } = useTranslation();
  return (
    <Stack maw={560}>
      <Heading title={t('account.title')} />
      <Profile />
      <Password />
      <TwoSteps />
    </Stack>
  );
}
