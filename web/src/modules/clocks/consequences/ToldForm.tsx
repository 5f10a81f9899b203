import { Autocomplete, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { useMe } from '~/app/session';
import { Dialog } from '~/ui/Dialog';
import { spokenChannels } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { Consequence } from '../queries';

interface Props {
  one: Consequence;
  id: string; // of the case
  close: () => void;
}

/// A person told the customer what the law gives her: how, when, by whom, in what words. It is the
/// proof.
export default function ToldForm({ one, id, close }: Props) {
  const { t } = useTranslation();
  const me = useMe().person.name;
  const people = useQuery(peopleQuery).data ?? [];
  const [channel, setChannel] = useState<string>('phone');
  const [at, setAt] = useState('');
  const [by, setBy] = useState(me);
  const [address, setAddress] = useState('');
  const [text, setText] = useState(one.words);
  const [key] = useState(newKey);
  const params = { path: { legal_consequence: one.id }, header: { 'Idempotency-Key': key } };
  const body = {
    channel,
    address: address.trim() || null,
    text: text.trim(),
    told_at: at ? new Date(at).toISOString() : null,
    told_by_name: by.trim() || null,
  };
  return (
    <Dialog title={t('law_deed.tell')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('law_tell.explain')}
        go={t('law_tell.go')}
        fields={['channel', 'told_at', 'told_by_name', 'address', 'text']}
        isReady={text.trim() !== ''}
        send={() =>
          said(api.POST('/legal-consequences/{legal_consequence}/notices', { params, body }))
        }
      >
        {refusal => (
          <>
            <Select
              label={t('law_tell.channel')}
              allowDeselect={false}
              data-autofocus
              error={problemOf(refusal, 'channel')}
              data={spokenChannels.map(value => ({ value, label: t(`channel.${value}`) }))}
              value={channel}
              onChange={value => setChannel(value ?? channel)}
            />
            <TextInput
              type="datetime-local"
              label={t('law_tell.at')}
              description={t('law_tell.at_hint')}
              error={problemOf(refusal, 'told_at')}
              value={at}
              onChange={e => setAt(e.currentTarget.value)}
            />
            <Autocomplete
              label={t('law_tell.by')}
              description={t('law_tell.by_hint')}
              data={[...new Set(people.map(one => one.name))]}
              maxLength={200}
              error={problemOf(refusal, 'told_by_name')}
              value={by}
              onChange={setBy}
            />
            <TextInput
              label={t('law_tell.address')}
              description={t('law_tell.address_hint')}
              dir={address ? 'auto' : undefined}
              maxLength={320}
              error={problemOf(refusal, 'address')}
              value={address}
              onChange={e => setAddress(e.currentTarget.value)}
            />
            <Textarea
              label={t('law_tell.text')}
              description={t('law_tell.text_hint')}
              required
              autosize
              minRows={3}
              maxLength={5000}
              dir={text ? 'auto' : undefined}
              error={problemOf(refusal, 'text')}
              value={text}
              onChange={e => setText(e.currentTarget.value)}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
