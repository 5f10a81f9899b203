import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, type Schemas, said } from '~/api/client';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Dialog } from '~/ui/Dialog';
import { Failure, FailureNote } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';

type Detail = Schemas['RawDetail'];
interface Props {
  id: string;
  close: () => void;
}

function useDecide(mail: Detail, close: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const params = { path: { raw_message: mail.id } };
  const { version } = mail;
  return useMutation({
    // A case's id; "new": one of its own; none: out of sight.
    mutationFn: (to: string | undefined) => {
      if (to === undefined)
        return said(api.POST('/quarantine/{raw_message}/ignore', { params, body: { version } }));
      const case_id = (to === 'new' ? null : to) as string;
      const body = { version, case_id, customer_id: null as never };
      return said(api.POST('/quarantine/{raw_message}/release', { params, body }));
    },
    onSuccess: async (row, to) => {
      close();
      await client.invalidateQueries({ queryKey: ['quarantine'] });
      if (to !== undefined) void navigate({ to: `/case/${row.case_id}` });
    },
  });
}

function Decide({ mail, close }: { mail: Detail; close: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 150);
  const decide = useDecide(mail, close);
  const found = useQuery({
    queryKey: ['suggest', q],
    queryFn: () => said(api.GET('/search/suggest', { params: { query: { q } } })),
    enabled: q.length > 1,
  });
  const hits = (found.data?.items ?? []).filter(hit => hit.kind === 'case');
  return (
    <Stack gap="xs">
      <TextInput
        label={t('quarantine.to_case')}
        placeholder={t('quarantine.to_case_hint')}
        dir={typed ? 'auto' : undefined}
        value={typed}
        onChange={e => setTyped(e.currentTarget.value)}
      />
      {hits.slice(0, 6).map(hit => (
        <Group key={hit.case_id}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => decide.mutate(hit.case_id)}
          >
            {hit.case_number} · <bdi>{hit.title.text}</bdi>
          </Anchor>
        </Group>
      ))}
      <FailureNote refusal={decide.error ? asRefusal(decide.error) : undefined} />
      <Group justify="flex-end">
        <Button
          variant="default"
          loading={decide.isPending}
          onClick={() => decide.mutate(undefined)}
        >
          {t('quarantine.ignore')}
        </Button>
        <Button loading={decide.isPending} onClick={() => decide.mutate('new')}>
          {t('quarantine.new_case')}
        </Button>
      </Group>
    </Stack>
  );
}

function Shown({ mail: m }: { mail: Detail }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      <Text size="sm">{m.why}</Text>
      <Text size="sm" c="dimmed">
        <bdi dir="ltr">{m.sender || t('quarantine.no_sender')}</bdi> · {formats.full(m.received_at)}
      </Text>
      {m.text && (
        <div className="words" dir="auto" style={{ maxBlockSize: '40vh', overflowY: 'auto' }}>
          {m.text}
        </div>
      )}
      {m.files.length > 0 && (
        <Text size="sm">
          {m.files.map(file => `${file.name} (${formats.size(file.size_bytes)})`).join(', ')}
        </Text>
      )}
      <Anchor size="sm" href={`/api/v1/raw-messages/${m.id}`} download={`${m.id}.eml`}>
        {t('quarantine.original')}
      </Anchor>
    </>
  );
}

/// What it says, and what is to become of it.
export default function OneMail({ id, close }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const path = { raw_message: id };
  const mail = useQuery({
    queryKey: ['quarantine', id],
    queryFn: () => said(api.GET('/quarantine/{raw_message}', { params: { path } })),
  });
  return (
    <Dialog title={mail.data?.subject || t('quarantine.no_subject')} close={close}>
      {mail.isPending && <Loading />}
      {mail.isError && <Failure error={mail.error} again={() => void mail.refetch()} />}
      {mail.data && (
        <Stack>
          <Shown mail={mail.data} />
          {may('cases_write') && <Decide mail={mail.data} close={close} />}
        </Stack>
      )}
    </Dialog>
  );
}
