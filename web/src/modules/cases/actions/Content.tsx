import { Select, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { tags as tagsQuery } from '~/api/queries';
import { languages } from '~/i18n';
import { caseKinds, priorities, spokenChannels } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import { FieldInputs } from '~/ui/fields/FieldInputs';
import { fieldsQuery } from '~/ui/fields/fields';
import { useHerWord } from '../her_word/useHerWord';
import type { DialogProps } from './ActionDialog';
import { ActionForm } from './ActionForm';

const pathOf = (view: DialogProps['view']) => ({ path: { case: view.summary.id } });

type Mine = Partial<
  Pick<DialogProps['view']['summary'], 'subject' | 'kind' | 'priority' | 'language'>
>;

export function Change({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const row = view.summary;
  // What one did not touch is as the case is by now, and is not sent.
  const [mine, setMine] = useState<Mine>({});
  const { subject, kind, priority, language } = { ...row, ...mine };
  const put = (part: Mine) => setMine(before => ({ ...before, ...part }));
  const asked = useQuery(fieldsQuery('case'));
  const [changed, setChanged] = useState<Record<string, unknown>>();
  // What it was called may have made something free; a question is what nobody has judged yet.
  const other =
    kind === row.kind ? view.kinds_before : [row.kind].filter(one => one !== 'question');
  const hers = useHerWord({ id: row.id, field: 'kind_word', required: false });
  const kind_word = other.length > 0 ? hers.word : null;
  // What is no longer asked for stays as it is, and is not sent.
  const known = new Set((asked.data ?? []).map(field => field.key));
  const fields =
    changed ?? Object.fromEntries(Object.entries(view.fields).filter(([key]) => known.has(key)));
  const choice = <T extends string>(
    label: string,
    prefix: string,
    data: readonly T[],
    value: T,
    set: (value: T) => void,
  ) => (
    <Select
      label={label}
      allowDeselect={false}
      data={data.map(one => ({ value: one, label: t(`${prefix}.${one}`) }))}
      value={value}
      onChange={next => set((next ?? value) as T)}
    />
  );
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('change.explain')}
      go={t('app.save')}
      fields={['subject', ...hers.fields, ...[...known].map(key => `fields.${key}`)]}
      isReady={other.length === 0 || hers.isReady}
      send={() =>
        said(
          api.PATCH('/cases/{case}', {
            params: pathOf(view),
            body: {
              version: row.version,
              ...mine,
              ...(kind_word && { kind, kind_word }),
              ...(changed && { fields: changed as never }),
            },
          }),
        )
      }
    >
      {refusal => (
        <>
          <TextInput
            label={t('change.subject')}
            required
            dir={subject ? 'auto' : undefined}
            data-autofocus
            value={subject}
            error={problemOf(refusal, 'subject')}
            onChange={e => put({ subject: e.currentTarget.value })}
          />
          {choice(t('queue.kind'), 'kind', caseKinds, kind, kind => put({ kind }))}
          {other.length > 0 && (
            <>
              <Text size="sm" role="note">
                {t('change.kind_word', { was: other.map(one => t(`kind.${one}`)).join(', ') })}
              </Text>
              {hers.inputs(refusal)}
            </>
          )}
          {choice(t('queue.priority'), 'priority', priorities, priority, priority =>
            put({ priority }),
          )}
          {choice(t('queue.language'), 'language', languages, language, language =>
            put({ language }),
          )}
          <FieldInputs
            target="case"
            values={fields}
            change={setChanged}
            refusal={refusal}
            path="fields"
          />
        </>
      )}
    </ActionForm>
  );
}

export function Tags({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const known = useQuery(tagsQuery);
  const [seen] = useState(view.tags);
  const [tags, setTags] = useState(seen);
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('tags.explain')}
      go={t('app.save')}
      fields={['tags']}
      send={() =>
        said(
          api.PUT('/cases/{case}/tags', {
            params: pathOf(view),
            body: { tags, instead_of: seen },
          }),
        )
      }
      after={() => void client.invalidateQueries({ queryKey: tagsQuery.queryKey })}
    >
      {refusal => (
        <TagsInput
          label={t('queue.tag')}
          data-autofocus
          data={(known.data ?? []).map(tag => tag.name)}
          maxTags={30}
          value={tags}
          error={problemOf(refusal, 'tags')}
          onChange={setTags}
        />
      )}
    </ActionForm>
  );
}

/// What the customer said further, on the phone or at a desk.
export function Message({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const [channel, setChannel] = useState<string>('phone');
  const [text, setText] = useState('');
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('message.explain')}
      go={t('app.save')}
      fields={['text', 'channel']}
      isReady={text.trim() !== ''}
      send={() =>
        said(
          api.POST('/cases/{case}/messages', {
            params: pathOf(view),
            body: { channel: channel as Schemas['MessageBody']['channel'], text },
          }),
        )
      }
    >
      {refusal => (
        <>
          <Select
            label={t('queue.channel')}
            allowDeselect={false}
            data={spokenChannels.map(value => ({ value, label: t(`channel.${value}`) }))}
            value={channel}
            error={problemOf(refusal, 'channel')}
            onChange={value => setChannel(value ?? channel)}
          />
          <Textarea
            label={t('message.text')}
            required
            autosize
            minRows={4}
            dir={text ? 'auto' : undefined}
            data-autofocus
            value={text}
            error={problemOf(refusal, 'text')}
            onChange={e => setText(e.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}
