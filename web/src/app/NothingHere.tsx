import { Button, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/// For what does not exist and for what one may not see: nobody can tell which it was.
export function NothingHere() {
  const { t } = useTranslation();
  return (
    <Stack align="flex-start" maw={520} mx="auto" py={60}>
      <Title order={1} size="h2">
        {t('nothing.title')}
      </Title>
      <Text>{t('nothing.text')}</Text>
      <Button component={Link} to="/promises">
        {t('nothing.back')}
      </Button>
    </Stack>
  );
}
