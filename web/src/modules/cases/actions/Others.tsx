import { Anchor, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { casesOfQuery } from '~/modules/customers/queries';
import { problemOf } from '~/ui/Failure';
import { timelineQuery } from '../case/queries';
import type { DialogProps } from './ActionDialog';
import { ActionForm } from './ActionForm';

const pathOf = (view: DialogProps['view']) => ({ path: { case: view.summary.id } });

export function Merge({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [into, setInto] = useState<string | null>(null);
  const cases = useQuery(casesOfQuery(view.summary.customer_id));
  const others = (cases.data ?? []).filter(
    row => row.id !== view.summary.id && !row.merged_into_id,
  );
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t(others.length > 0 ? 'merge.explain' : 'merge.none')}
      go={t('action.merge')}
      fields={['into']}
      isReady={into !== null}
      send={() =>
        said(
          api.POST('/cases/{case}/merge', {
            params: pathOf(view),
            body: { version: view.summary.version, into: into ?? '' },
          }),
        )
      }
      after={() => void navigate({ to: `/case/${into}` })}
    >
      {refusal => (
        <Select
          label={t('merge.into')}
          data-autofocus
          data={others.map(row => ({ value: row.id, label: `${row.number} · ${row.subject}` }))}
          value={into}
          error={problemOf(refusal, 'into')}
          onChange={setInto}
        />
      )}
    </ActionForm>
  );
}

export function Split({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string[]>([]);
  const [subject, setSubject] = useState('');
  const story = useQuery(timelineQuery(view.summary.id));
  const messages = (story.data ?? []).flatMap(e => (e.interaction ? [e.interaction] : []));
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('split.explain')}
      go={t('action.split')}
      fields={['subject']}
      isReady={chosen.length > 0}
      send={() =>
        said(
          api.POST('/cases/{case}/split', {
            params: pathOf(view),
            body: { version: view.summary.version, interactions: chosen, subject: subject || null },
          }),
        )
      }
      after={part => void navigate({ to: `/case/${(part as Schemas['CaseView']).summary.id}` })}
    >
      {refusal => (
        <>
          <Checkbox.Group label={t('split.which')} value={chosen} onChange={setChosen}>
            <Stack gap={6} mt={6} mah={300} style={{ overflowY: 'auto' }}>
              {messages.map(m => (
                <Checkbox
                  key={m.id}
                  value={m.id}
                  label={`${formats.instant(m.at)} · ${m.author_name} · ${m.text.slice(0, 60)}`}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          <TextInput
            label={t('split.subject')}
            dir={subject ? 'auto' : undefined}
            value={subject}
            error={problemOf(refusal, 'subject')}
            onChange={e => setSubject(e.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}

export function LinkOther({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 150);
  const [other, setOther] = useState<Schemas['Hit']>();
  const found = useQuery({
    queryKey: ['suggest', q],
    queryFn: () => said(api.GET('/search/suggest', { params: { query: { q } } })),
    enabled: q.length > 1,
  });
  const hits = (found.data?.items ?? []).filter(
    hit => hit.kind === 'case' && hit.case_id !== view.summary.id,
  );
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('link.explain')}
      go={t('action.link')}
      isReady={Boolean(other)}
      send={() =>
        said(
          api.POST('/cases/{case}/links', {
            params: pathOf(view),
            body: { other_case_id: other?.case_id ?? '' },
          }),
        )
      }
    >
      {() => (
        <>
          <TextInput
            label={t('link.which')}
            placeholder={t('link.placeholder')}
            data-autofocus
            dir={typed ? 'auto' : undefined}
            value={typed}
            onChange={e => setTyped(e.currentTarget.value)}
          />
          {other ? (
            <Text size="sm" fw={600}>
              {other.case_number} · <bdi>{other.title.text}</bdi>
            </Text>
          ) : (
            hits.slice(0, 6).map(hit => (
              <Group key={hit.case_id}>
                <Anchor component="button" type="button" size="sm" onClick={() => setOther(hit)}>
                  {hit.case_number} · <bdi>{hit.title.text}</bdi>
                </Anchor>
              </Group>
            ))
          )}
        </>
      )}
    </ActionForm>
  );
}
