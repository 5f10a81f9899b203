import { Button, Collapse, Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery, teams as teamsQuery } from '~/api/queries';
import type { Language } from '~/i18n';
import { problemOf } from '~/ui/Failure';
import { Form } from '~/ui/form/Form';
import { ChoiceField, languageChoices, TextField } from '~/ui/form/fields';
import { useRowForm } from '~/ui/form/useRowForm';
import { MoreFields } from './MoreFields';
import { bodyOf, emptyValues, guessed, type Mailbox, type Values, valuesOf } from './mailbox';
import { ServerFields } from './ServerFields';

interface Props {
  mailbox?: Mailbox; // none: a new one
  team: string;
  language: Language;
  go?: string;
  beside?: ReactNode;
  done: (mailbox: Mailbox) => void;
}

const example = 'service@company.com';
const further = ['ca_pem', 'poll_seconds', 'imap_folder', 'done_folder'];

export function MailboxForm({ mailbox, team, language, go, beside, done }: Props) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery);
  const company = useQuery(companyQuery);
  const [isOpen, setOpen] = useState(false);
  const form = useRowForm<Values, Mailbox>({
    noun: 'mailbox',
    row: mailbox,
    valuesOf: row => (row ? valuesOf(row) : emptyValues(team, language)),
    secrets: ['imap_secret', 'smtp_secret'],
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/mailboxes', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { mailbox: id } };
      const body = { ...bodyOf(values), version };
      return said(api.PUT('/mailboxes/{mailbox}', { params, body }));
    },
    again: ({ id }) => said(api.GET('/mailboxes/{mailbox}', { params: { path: { mailbox: id } } })),
    done,
  });
  const isFurtherWrong = further.some(one => problemOf(form.refusal, one));
  const change = form.change;
  const guessing = {
    ...form,
    change: (part: Partial<Values>) =>
      change(part.address === undefined ? part : guessed(form.values, part.address)),
  };
  return (
    <Form form={form} go={go} beside={beside}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextField
          form={guessing}
          name="address"
          type="email"
          label={t('mailboxes.address')}
          description={t('mailboxes.address_hint')}
          placeholder={example}
          required
        />
        {(teams.data ?? []).length > 1 && (
          <ChoiceField
            form={form}
            name="team_id"
            label={t('mailboxes.team')}
            description={t('mailboxes.team_hint')}
            choices={(teams.data ?? []).map(one => ({ value: one.id, label: one.name }))}
          />
        )}
        <ChoiceField
          form={form}
          name="language"
          label={t('mailboxes.language')}
          description={t('mailboxes.language_hint')}
          choices={languageChoices}
        />
        {mailbox && (
          <ChoiceField
            form={form}
            name="state"
            label={t('form.state')}
            description={t('mailboxes.state_hint')}
            choices={['active', 'paused'].map(value => ({
              value,
              label: t(`mailbox_state.${value}`),
            }))}
          />
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Fieldset legend={t('mailboxes.imap')}>
          <ServerFields form={form} kind="imap" has={mailbox?.imap.has_secret} />
        </Fieldset>
        <Fieldset legend={t('mailboxes.smtp')}>
          <ServerFields form={form} kind="smtp" has={mailbox?.smtp.has_secret} />
        </Fieldset>
      </SimpleGrid>
      <Stack gap="xs">
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          aria-expanded={isOpen || isFurtherWrong}
          onClick={() => setOpen(!isOpen)}
        >
          {t('mailboxes.more')}
        </Button>
        <Collapse expanded={isOpen || isFurtherWrong}>
          <MoreFields form={form} tags={(company.data?.languages ?? []) as Language[]} />
        </Collapse>
      </Stack>
    </Form>
  );
}
