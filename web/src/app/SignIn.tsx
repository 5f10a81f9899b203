import { Button, Card, Center, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, type Refusal, said } from '~/api/client';
import { FailureNote } from '~/ui/Failure';
import { LanguageMenu } from '~/ui/LanguageMenu';
import { useSession } from './session';

/// The form; `again` is the address of who worked here before her session ended.
export function SignInForm({ again }: { again?: string }) {
  const { t } = useTranslation();
  const { signedIn } = useSession();
  const [email, setEmail] = useState(again ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const [isBusy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asksCode) codeField.current?.focus();
  }, [asksCode]);
  async function send(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await said(api.POST('/session', { body: { email, password, code: code || null } }));
      await signedIn();
    } catch (error) {
      const why = asRefusal(error);
      const aboutCode = why.fields.some(f => f.field === 'code');
      // The first time it is no mistake: nobody knew that a code was wanted.
      setRefusal(aboutCode && !asksCode ? undefined : why);
      setAsksCode(asksCode || aboutCode);
    } finally {
      setBusy(false);
    }
  }
  return (
    <form onSubmit={send}>
      <Stack>
        <TextInput
          label={t('sign_in.email')}
          type="email"
          autoComplete="username"
          required
          data-autofocus
          autoFocus={!again}
          dir="ltr"
          value={email}
          onChange={e => setEmail(e.currentTarget.value)}
        />
        <PasswordInput
          label={t('sign_in.password')}
          autoComplete="current-password"
          required
          autoFocus={Boolean(again)}
          visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
          value={password}
          onChange={e => setPassword(e.currentTarget.value)}
        />
        {asksCode && (
          <TextInput
            ref={codeField}
            label={t('sign_in.code')}
            description={t('sign_in.code_hint')}
            autoComplete="one-time-code"
            dir="ltr"
            value={code}
            onChange={e => setCode(e.currentTarget.value)}
          />
        )}
        <FailureNote refusal={refusal} />
        <Button type="submit" loading={isBusy}>
          {t('sign_in.go')}
        </Button>
      </Stack>
    </form>
  );
}

function Forgotten() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [email, setEmail] = useState('');
  const [isSent, setSent] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  async function send(event: FormEvent) {
    event.preventDefault();
    try {
      await said(api.POST('/password-reset', { body: { email } }));
      setSent(true);
    } catch (error) {
      setRefusal(asRefusal(error));
    }
  }
  if (isSent) return <Text size="sm">{t('sign_in.reset_sent')}</Text>;
  if (!isOpen)
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
        {t('sign_in.forgotten')}
      </Button>
    );
  return (
    <form onSubmit={send}>
      <Stack gap="xs">
        <TextInput
          label={t('sign_in.reset_email')}
          type="email"
          required
          dir="ltr"
          value={email}
          onChange={e => setEmail(e.currentTarget.value)}
        />
        <FailureNote refusal={refusal} />
        <Button type="submit" variant="light">
          {t('sign_in.reset_send')}
        </Button>
      </Stack>
    </form>
  );
}

export default function SignIn() {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${t('sign_in.title')} · Vefa`;
  }, [t]);
  return (
    <Center component="main" mih="100vh" p="md" bg="var(--vefa-ground)">
      <Stack w="100%" maw={400}>
        <Card withBorder padding="xl">
          <Title order={1} size="h2" mb="lg">
            {t('sign_in.title')}
          </Title>
          <SignInForm />
        </Card>
        <Stack align="center" gap="xs">
          <Forgotten />
          <LanguageMenu />
        </Stack>
      </Stack>
    </Center>
  );
}
