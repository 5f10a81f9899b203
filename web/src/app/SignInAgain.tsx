import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '~/ui/Dialog';
import { SignInForm } from './SignIn';

/// Over a page whose session has ended; the page stays as it is behind.
export default function SignInAgain({ email }: { email: string }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('sign_in.again')}>
      <Stack>
        <Text size="sm">{t('sign_in.nothing_lost')}</Text>
        <SignInForm again={email} />
      </Stack>
    </Dialog>
  );
}
