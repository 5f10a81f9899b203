import { Alert, Button, Code, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { me as meQuery } from '~/api/queries';
import { useMe } from '~/app/session';
import { FailureNote, problemOf } from '~/ui/Failure';
import { Section } from './Account';

function Codes({ codes }: { codes: string[] }) {
  const { t } = useTranslation();
  return (
    <Alert color="gray" title={t('two_steps.codes')}>
      <Text size="sm" mb="xs">
        {t('two_steps.codes_text')}
      </Text>
      <Code block dir="ltr">
        {codes.join('\n')}
      </Code>
    </Alert>
  );
}

function Enrol({ done }: { done: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: () => said(api.POST('/me/totp')) });
  const confirm = useMutation({
    mutationFn: () => said(api.POST('/me/totp/confirm', { body: { code } })),
    onSuccess: answer => done(answer.codes),
  });
  const refusal = confirm.error ? asRefusal(confirm.error) : undefined;
  const failure = begin.error ? asRefusal(begin.error) : undefined;
  function send(event: FormEvent) {
    event.preventDefault();
    confirm.mutate();
  }
  if (!begin.data)
    return (
      <Stack align="flex-start">
        <FailureNote refusal={failure} />
        <Button variant="light" loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('two_steps.begin')}
        </Button>
      </Stack>
    );
  return (
    <form onSubmit={send}>
      <Stack>
        <Text size="sm">{t('two_steps.add')}</Text>
        <Group>
          <Code dir="ltr">{begin.data.secret}</Code>
          <a href={begin.data.uri}>{t('two_steps.open_app')}</a>
        </Group>
        <TextInput
          label={t('two_steps.code')}
          required
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          error={problemOf(refusal, 'code')}
          value={code}
          onChange={e => setCode(e.currentTarget.value)}
        />
        <FailureNote refusal={refusal} but={['code']} />
        <Button type="submit" loading={confirm.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('two_steps.confirm')}
        </Button>
      </Stack>
    </form>
  );
}

function TurnOff({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const off = useMutation({
    mutationFn: () => said(api.POST('/me/totp/disable', { body: { password } })),
    onSuccess: done,
  });
  const refusal = off.error ? asRefusal(off.error) : undefined;
  function send(event: FormEvent) {
    event.preventDefault();
    off.mutate();
  }
  return (
    <form onSubmit={send}>
      <Stack>
        <PasswordInput
          label={t('account.password_now')}
          required
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
          error={problemOf(refusal, 'password')}
          value={password}
          onChange={e => setPassword(e.currentTarget.value)}
        />
        <FailureNote refusal={refusal} but={['password']} />
        <Button
          type="submit"
          variant="default"
          loading={off.isPending}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('two_steps.off')}
        </Button>
      </Stack>
    </form>
  );
}

/// A code besides the password, from an app on one's phone.
export function TwoSteps() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const [codes, setCodes] = useState<string[]>();
  const freshen = () => client.invalidateQueries({ queryKey: meQuery.queryKey });
  function done(made: string[]) {
    setCodes(made);
    void freshen();
  }
  return (
    <Section title={t('two_steps.title')}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t(me.totp_enabled ? 'two_steps.is_on' : 'two_steps.is_off')}
        </Text>
        {me.must_enrol_totp && <Alert color="yellow">{t('two_steps.must')}</Alert>}
        {codes && <Codes codes={codes} />}
        {me.totp_enabled ? <TurnOff done={() => void freshen()} /> : <Enrol done={done} />}
      </Stack>
    </Section>
  );
}
