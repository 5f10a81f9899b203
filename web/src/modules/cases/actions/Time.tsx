import { Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { teams as teamsQuery } from '~/api/queries';
import { wordKinds } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import { localInput } from '~/ui/localInput';
import type { DialogProps } from './ActionDialog';
import { ActionForm } from './ActionForm';

const pathOf = (view: DialogProps['view']) => ({ path: { case: view.summary.id } });

export function HandOver({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const { version } = view.summary;
  const [team, setTeam] = useState<string>(view.summary.team_id);
  const [owner, setOwner] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const teams = useQuery(teamsQuery);
  const members = useQuery({
    queryKey: ['members', team],
    queryFn: async () =>
      (await said(api.GET('/teams/{team}/members', { params: { path: { team } } }))).items,
  });
  const label = (m: Schemas['Candidate']) =>
    m.available ? m.name : `${m.name} (${t(`presence.${m.presence}`)})`;
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('hand_over.explain')}
      go={t('action.hand_over')}
      fields={['team_id', 'owner_id', 'reason']}
      send={() =>
        said(
          api.POST('/cases/{case}/hand-over', {
            params: pathOf(view),
            body: { version, team_id: team, owner_id: owner, reason },
          }),
        )
      }
    >
      {refusal => (
        <>
          <Select
            label={t('hand_over.team')}
            allowDeselect={false}
            data={(teams.data ?? []).map(one => ({ value: one.id, label: one.name }))}
            value={team}
            error={problemOf(refusal, 'team_id')}
            onChange={value => {
              setTeam(value ?? team);
              setOwner(null);
            }}
          />
          <Select
            label={t('hand_over.owner')}
            placeholder={t('hand_over.anyone')}
            searchable
            clearable
            data-autofocus
            data={(members.data ?? []).map(m => ({ value: m.id, label: label(m) }))}
            value={owner}
            error={problemOf(refusal, 'owner_id')}
            onChange={setOwner}
          />
          <Textarea
            label={t('hand_over.reason')}
            autosize
            minRows={2}
            dir={reason ? 'auto' : undefined}
            value={reason}
            error={problemOf(refusal, 'reason')}
            onChange={e => setReason(e.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}

/// The next morning, or one after some days, at nine.
function morning(days: number): string {
  const at = new Date();
  at.setDate(at.getDate() + days);
  at.setHours(9, 0, 0, 0);
  return localInput(at);
}

const soon = [
  { label: 'snooze.hours', at: () => localInput(new Date(Date.now() + 2 * 3_600_000)) },
  { label: 'snooze.tomorrow', at: () => morning(1) },
  { label: 'snooze.days', at: () => morning(3) },
];

export function Snooze({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const { version } = view.summary;
  const [until, setUntil] = useState(() => morning(1));
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('snooze.explain')}
      go={t('action.snooze')}
      fields={['until']}
      isReady={until !== ''}
      send={() =>
        said(
          api.POST('/cases/{case}/snooze', {
            params: pathOf(view),
            body: { version, until: new Date(until).toISOString() },
          }),
        )
      }
    >
      {refusal => (
        <>
          <Group gap="xs">
            {soon.map(one => (
              <Button
                key={one.label}
                size="xs"
                variant="default"
                onClick={() => setUntil(one.at())}
              >
                {t(one.label)}
              </Button>
            ))}
          </Group>
          <TextInput
            type="datetime-local"
            label={t('snooze.until')}
            required
            data-autofocus
            value={until}
            error={problemOf(refusal, 'until')}
            onChange={e => setUntil(e.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}

export function GiveWord({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<string>('call_back_by');
  const [due, setDue] = useState('');
  const [what, setWhat] = useState('');
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('word.explain')}
      go={t('action.promise')}
      fields={['kind', 'due_at', 'what']}
      isReady={due !== ''}
      send={() =>
        said(
          api.POST('/cases/{case}/promises', {
            params: pathOf(view),
            body: {
              kind: kind as Schemas['WordBody']['kind'],
              due_at: new Date(due).toISOString(),
              what: what || null,
            },
          }),
        )
      }
    >
      {refusal => (
        <>
          <Select
            label={t('word.kind')}
            allowDeselect={false}
            data={wordKinds.map(value => ({ value, label: t(`promise.${value}`) }))}
            value={kind}
            error={problemOf(refusal, 'kind')}
            onChange={value => setKind(value ?? kind)}
          />
          <TextInput
            type="datetime-local"
            label={t('word.due')}
            required
            data-autofocus
            value={due}
            error={problemOf(refusal, 'due_at')}
            onChange={e => setDue(e.currentTarget.value)}
          />
          <TextInput
            label={t('word.what')}
            dir={what ? 'auto' : undefined}
            value={what}
            error={problemOf(refusal, 'what')}
            onChange={e => setWhat(e.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}
