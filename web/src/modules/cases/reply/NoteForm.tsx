import { Button, Group, MultiSelect, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { FailureNote, problemOf } from '~/ui/Failure';
import type { CaseView } from '../case/queries';
import type { Draft } from './draft';
import { MentionText } from './MentionText';
import { sendsOn } from './sendsOn';

interface Props {
  view: CaseView;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
}

/// For colleagues; the customer never sees it. Who is named may read the case from then on.
export function NoteForm({ view, draft, change }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const people = useQuery(peopleQuery);
  const { id } = view.summary;
  const add = useMutation({
    mutationFn: () =>
      said(
        api.POST('/cases/{case}/notes', {
          params: { path: { case: id } },
          body: { text: draft.note, mentions: draft.mentions },
        }),
      ),
    onSuccess: () => {
      change({ note: '', mentions: [] });
      return client.invalidateQueries({ queryKey: ['case', id] });
    },
  });
  const refusal = add.error ? asRefusal(add.error) : undefined;
  const send = () => draft.note.trim() && !add.isPending && add.mutate();
  return (
    <Stack gap="sm">
      <MentionText
        id="reply-text"
        aria-label={t('note.title')}
        placeholder={t('note.placeholder')}
        autosize
        minRows={4}
        maxRows={20}
        dir={draft.note ? 'auto' : undefined}
        error={problemOf(refusal, 'text')}
        value={draft.note}
        change={note => change({ note })}
        call={id => change({ mentions: [...new Set([...draft.mentions, id])] })}
        onKeyDown={sendsOn(send)}
      />
      <MultiSelect
        size="sm"
        label={t('note.mentions')}
        searchable
        data={(people.data ?? []).map(p => ({ value: p.id, label: p.name }))}
        value={draft.mentions}
        onChange={mentions => change({ mentions })}
      />
      <FailureNote refusal={refusal} but={['text']} />
      <Group justify="flex-end">
        <Button onClick={send} loading={add.isPending} disabled={!draft.note.trim()}>
          {t('note.add')}
        </Button>
      </Group>
    </Stack>
  );
}
