import {
  Alert,
  Button,
  Group,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, newKey, said } from '~/api/client';
import { company as companyQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { customerQuery } from '~/modules/customers/queries';
import { FailureNote, problemOf } from '~/ui/Failure';
import type { CaseView, Entry } from '../case/queries';
import { Attachments, takesFiles, useAttach } from './Attachments';
import { bodyOf } from './body';
import type { Draft } from './draft';
import { NextToSend } from './NextToSend';
import { Macros, Templates } from './Ready';
import { StaysOpen } from './StaysOpen';
import { sendsOn } from './sendsOn';

interface Props {
  view: CaseView;
  entries: Entry[];
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  sent: (interaction: string) => void;
}

const sentFields = ['text', 'send_at', 'copies', 'promise_due_at', 'promise_kind', 'promise_what'];

function useSend({ view, draft, change, sent, entries }: Props) {
  const client = useQueryClient();
  const { id } = view.summary;
  // What she saw when she began to write; a message that came since is shown before anything goes.
  const [seen, setSeen] = useState<string>();
  const newest = entries.findLast(e => e.interaction?.direction === 'inbound')?.interaction?.id;
  const send = useMutation({
    mutationFn: (despiteNewer: boolean) =>
      said(
        api.POST('/cases/{case}/answers', {
          params: { path: { case: id }, header: { 'Idempotency-Key': draft.key } },
          body: bodyOf(draft, seen ?? newest, despiteNewer),
        }),
      ),
    onSuccess: message => {
      sent(message.id);
      setSeen(undefined);
      return client.invalidateQueries({ queryKey: ['case', id] });
    },
    onError: error => {
      // A refused request was not carried out: what is sent next is another one.
      if (asRefusal(error).code !== 'offline') change({ key: newKey() });
    },
  });
  return { send, begin: () => setSeen(before => before ?? newest) };
}

/// What goes around the text: how she is greeted, in which language, and the company's signature.
function Framing({ view, draft, change }: Pick<Props, 'view' | 'draft' | 'change'>) {
  const { t } = useTranslation();
  const may = useMay();
  const customer = useQuery({
    ...customerQuery(view.summary.customer_id),
    enabled: may('customers_read'),
  });
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {t('reply.in', { language: t(`language.${view.summary.language}`) })}
        {customer.data && ` · ${t(`formality.${customer.data.customer.formality}`)}`}
      </Text>
      <Switch
        size="xs"
        checked={draft.greet}
        onChange={e => change({ greet: e.currentTarget.checked })}
        label={
          <>
            {t('reply.greet')} {customer.data && <q dir="auto">{customer.data.salutation}</q>}
          </>
        }
      />
    </Group>
  );
}

export function AnswerForm(props: Props) {
  const { view, draft, change } = props;
  const { t } = useTranslation();
  const company = useQuery(companyQuery);
  const { send, begin } = useSend(props);
  const [showsMore, more] = useDisclosure(Boolean(draft.copies || draft.send_at));
  const refusal = send.error ? asRefusal(send.error) : undefined;
  const isNewer = refusal?.fields.some(f => f.field === 'seen_interaction_id');
  const isMail = draft.channel === 'email';
  const add = useAttach(draft, change);
  const undoSeconds = company.data?.undo_send_seconds ?? 0;
  const go = () => draft.text.trim() && !send.isPending && send.mutate(false);
  return (
    <Stack gap="sm">
      {isMail && <Framing view={view} draft={draft} change={change} />}
      <Textarea
        id="reply-text"
        aria-label={t('reply.text')}
        placeholder={t(isMail ? 'reply.placeholder' : 'reply.placeholder_spoken')}
        autosize
        minRows={5}
        maxRows={24}
        dir={draft.text ? 'auto' : undefined}
        lang={view.summary.language}
        error={problemOf(refusal, 'text')}
        value={draft.text}
        onFocus={begin}
        onChange={e => change({ text: e.currentTarget.value })}
        onKeyDown={sendsOn(go)}
        {...(isMail && takesFiles(add))}
      />
      <Group gap="xs">
        <Select
          size="xs"
          w={170}
          aria-label={t('reply.channel')}
          allowDeselect={false}
          data={['email', 'phone', 'desk', 'letter'].map(value => ({
            value,
            label: t(`reply.by_${value}`),
          }))}
          value={draft.channel}
          onChange={value => change({ channel: (value ?? 'email') as Draft['channel'] })}
        />
        <Templates
          view={view}
          insert={text => change({ text: draft.text ? `${draft.text}\n\n${text}` : text })}
        />
        <Macros view={view} />
        {isMail && <Attachments draft={draft} change={change} add={add} />}
        {isMail && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={more.toggle}
            aria-expanded={showsMore}
          >
            {t('reply.more')}
          </Button>
        )}
      </Group>
      {isMail && showsMore && (
        <Group gap="sm" align="flex-start" grow>
          <TextInput
            size="xs"
            label={t('reply.copies')}
            description={t('reply.copies_hint')}
            dir="ltr"
            error={problemOf(refusal, 'copies')}
            value={draft.copies}
            onChange={e => change({ copies: e.currentTarget.value })}
          />
          <TextInput
            size="xs"
            type="datetime-local"
            label={t('reply.send_at')}
            description={t('reply.send_at_hint')}
            error={problemOf(refusal, 'send_at')}
            value={draft.send_at}
            onChange={e => change({ send_at: e.currentTarget.value })}
          />
        </Group>
      )}
      <StaysOpen view={view} draft={draft} change={change} refusal={refusal} />
      {isNewer ? (
        <Alert color="yellow" title={t('reply.newer')} role="alert">
          <Text size="sm" mb="xs">
            {t('reply.newer_text')}
          </Text>
          <Button size="xs" variant="light" onClick={() => send.mutate(true)}>
            {t('reply.send_anyway')}
          </Button>
        </Alert>
      ) : (
        <FailureNote refusal={refusal} but={sentFields} />
      )}
      <Group justify="flex-end" gap="sm">
        <NextToSend view={view} draft={draft} />
        <Text size="sm" c="dimmed" aria-live="polite">
          {draft.text ? t('reply.kept') : ''}
        </Text>
        <Button onClick={go} loading={send.isPending} disabled={!draft.text.trim()}>
          {t(isMail ? 'reply.send' : 'reply.record', { seconds: undoSeconds })}
        </Button>
      </Group>
    </Stack>
  );
}
