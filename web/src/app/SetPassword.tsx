import { Button, Card, Center, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, type Refusal, said } from '~/api/client';
import { FailureNote, problemOf } from '~/ui/Failure';
import { LanguageMenu } from '~/ui/LanguageMenu';

/// Where an invitation's or a reset's link leads: `/app#password=…`. Behind the #, so that the
/// token is never sent to, or logged by, any server but the one that is asked.
export default function SetPassword({ token }: { token: string }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const [isDone, setDone] = useState(false);
  async function send(event: FormEvent) {
    event.preventDefault();
    try {
      await said(api.POST('/password-reset/confirm', { body: { token, password } }));
      setDone(true);
    } catch (error) {
      setRefusal(asRefusal(error));
    }
  }
  return (
    <Center component="main" mih="100vh" p="md" bg="var(--vefa-ground)">
      <Stack w="100%" maw={400}>
        <Card withBorder padding="xl">
          <Title order={1} size="h2" mb="lg">
            {t('set_password.title')}
          </Title>
          {isDone ? (
            <Stack>
              <Text>{t('set_password.done')}</Text>
              <Button component="a" href="/app">
                {t('sign_in.title')}
              </Button>
            </Stack>
          ) : (
            <form onSubmit={send}>
              <Stack>
                <PasswordInput
                  label={t('set_password.new')}
                  description={t('set_password.hint')}
                  autoComplete="new-password"
                  required
                  autoFocus
                  visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
                  error={problemOf(refusal, 'password')}
                  value={password}
                  onChange={e => setPassword(e.currentTarget.value)}
                />
                <FailureNote refusal={refusal} but={['password']} />
                <Button type="submit">{t('set_password.go')}</Button>
              </Stack>
            </form>
          )}
        </Card>
        <Center>
          <LanguageMenu />
        </Center>
      </Stack>
    </Center>
  );
}
