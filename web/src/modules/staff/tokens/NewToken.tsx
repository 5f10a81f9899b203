import { Button, Checkbox, Input, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import type { Permission } from '~/app/pages';
import { useMay } from '~/app/session';
import { Dialog } from '~/ui/Dialog';
import { Form } from '~/ui/form/Form';
import { ChoiceField, TextField } from '~/ui/form/fields';
import { useForm } from '~/ui/form/useForm';
import { known } from '../roles/permissions';

interface Values {
  name: string;
  scopes: Permission[];
  days: string;
}
type Made = Schemas['ApiTokenMade'];
const dayMs = 86_400_000;

function NewTokenForm({ done }: { done: (made: Made) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const form = useForm<Values, Made>({
    place: 'token.new',
    start: { name: '', scopes: [], days: '365' },
    save: ({ name, scopes, days }) => {
      const expires_at = days
        ? new Date(Date.now() + Number(days) * dayMs).toISOString()
        : undefined;
      return said(api.POST('/tokens', { body: { name, scopes, expires_at } }));
    },
    done,
  });
  const { scopes } = form.values;
  function toggle(permission: Permission) {
    const has = scopes.includes(permission);
    form.change({ scopes: has ? scopes.filter(p => p !== permission) : [...scopes, permission] });
  }
  return (
    <Form form={form} go={t('tokens.make')}>
      <TextField
        form={form}
        name="name"
        label={t('form.name')}
        description={t('tokens.name_hint')}
        required
      />
      <ChoiceField
        form={form}
        name="days"
        path="expires_at"
        label={t('tokens.expires')}
        choices={['30', '90', '365'].map(value => ({
          value,
          label: t('tokens.days', { count: Number(value) }),
        }))}
        none={t('tokens.no_end')}
      />
      <Input.Wrapper
        label={t('tokens.scopes')}
        description={t('tokens.scopes_hint')}
        labelElement="div"
      >
        <Stack gap={6} mt={6}>
          {known.filter(may).map(permission => (
            <Checkbox
              key={permission}
              label={t(`permission.${permission}`)}
              checked={scopes.includes(permission)}
              onChange={() => toggle(permission)}
            />
          ))}
        </Stack>
      </Input.Wrapper>
    </Form>
  );
}

export function NewToken({ done }: { done: (made: { name: string; token: string }) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  function made(answer: Made) {
    setOpen(false);
    done({ name: answer.api_token.name, token: answer.token });
    void client.invalidateQueries({ queryKey: ['api_token'] });
  }
  return (
    <>
      <Button
        size="xs"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('tokens.make')}
      </Button>
      {isOpen && (
        <Dialog title={t('tokens.make')} close={() => setOpen(false)}>
          <NewTokenForm done={made} />
        </Dialog>
      )}
    </>
  );
}
