import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { asRefusal, type Refusal } from '~/api/client';
import { NothingHere } from '~/app/NothingHere';

export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation();
  return refusal => {
    if (refusal.code === 'offline') return t('failure.offline');
    return refusal.detail || t('failure.unknown');
  };
}

/// What the server says of one field of a form.
export const problemOf = (refusal: Refusal | undefined, field: string) =>
  refusal?.fields.find(f => f.field === field)?.detail;

/// Why a form was not taken; fields that show it themselves are named in `but`.
export function FailureNote({ refusal, but = [] }: { refusal?: Refusal; but?: string[] }) {
  const textOf = useRefusalText();
  if (!refusal) return null;
  const elsewhere = refusal.fields.filter(f => f.field && but.includes(f.field));
  const own = refusal.fields.filter(f => !f.field || !but.includes(f.field));
  if (elsewhere.length > 0 && own.length === 0) return null;
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertCircle aria-hidden />}>
      {own.length > 0 ? own.map(f => <div key={f.field + f.key}>{f.detail}</div>) : textOf(refusal)}
    </Alert>
  );
}

/// A page or a part of one that could not be fetched.
export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useTranslation();
  const textOf = useRefusalText();
  const refusal = asRefusal(error);
  if (refusal.code === 'not_found' || refusal.code === 'forbidden') return <NothingHere />;
  return (
    <Stack align="flex-start" p="lg" role="alert">
      <Text>{textOf(refusal)}</Text>
      <Button variant="light" onClick={again ?? (() => location.reload())}>
        {t('failure.again')}
      </Button>
    </Stack>
  );
}
