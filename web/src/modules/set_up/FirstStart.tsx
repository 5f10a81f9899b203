import { Card, Center, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useSession } from '~/app/session';
import { current } from '~/i18n';
import { guessPlace } from '~/modules/company/places';
import { Form } from '~/ui/form/Form';
import { SecretField, TextField } from '~/ui/form/fields';
import { useForm } from '~/ui/form/useForm';
import { LanguageMenu } from '~/ui/LanguageMenu';

type Values = Pick<Schemas['FirstStart'], 'company_name' | 'name' | 'email' | 'password'>;

/// On a server that nobody has started yet: its first administrator, and what the company is called.
export default function FirstStart() {
  const { t } = useTranslation();
  const { signedIn } = useSession();
  useEffect(() => {
    document.title = `${t('first_start.title')} · Vefa`;
  }, [t]);
  const form = useForm<Values, unknown>({
    place: 'first_start',
    start: { company_name: '', name: '', email: '', password: '' },
    secrets: ['password'],
    save: values => {
      const { currency } = guessPlace();
      return said(api.POST('/first-start', { body: { ...values, language: current(), currency } }));
    },
    done: async () => {
      history.replaceState(null, '', '/app/settings/set-up');
      await signedIn();
      location.assign('/app/settings/set-up');
    },
  });
  return (
    <Center component="main" mih="100vh" p="md" bg="var(--vefa-ground)">
      <Stack w="100%" maw={460}>
        <Card withBorder padding="xl">
          <Title order={1} size="h2" mb="xs">
            {t('first_start.title')}
          </Title>
          <Text size="sm" c="dimmed" mb="md">
            {t('first_start.text')}
          </Text>
          <Form form={form} go={t('first_start.go')}>
            <TextField
              form={form}
              name="company_name"
              label={t('first_start.company')}
              autoComplete="organization"
              required
              autoFocus
            />
            <TextField
              form={form}
              name="name"
              label={t('first_start.name')}
              autoComplete="name"
              required
            />
            <TextField
              form={form}
              name="email"
              type="email"
              label={t('sign_in.email')}
              autoComplete="username"
              required
            />
            <SecretField
              form={form}
              name="password"
              label={t('first_start.password')}
              description={t('set_password.hint')}
              required
            />
          </Form>
        </Card>
        <Center>
          <LanguageMenu />
        </Center>
      </Stack>
    </Center>
  );
}
