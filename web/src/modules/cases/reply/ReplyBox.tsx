import { Alert, Paper, Tabs, Text } from '@mantine/core';
import { IconLock, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { people as peopleQuery } from '~/api/queries';
import { useMe } from '~/app/session';
import type { Attendance } from '../attendance/attendance';
import type { CaseView, Entry, Interaction } from '../case/queries';
import { AnswerForm } from './AnswerForm';
import { type Draft, useDraft } from './draft';
import { NoteForm } from './NoteForm';
import { takenBack } from './takenBack';

const freshMinutes = 60;

/// Says that a colleague is answering at this moment, or has begun to a while ago.
function OthersWriting({ view, others }: { view: CaseView; others: Attendance[] }) {
  const { t } = useTranslation();
  const me = useMe();
  const people = useQuery(peopleQuery);
  const now = others.filter(one => one.doing === 'writing');
  const since = Date.now() - freshMinutes * 60_000;
  const begun = view.drafts
    .filter(d => d.staff_id !== me.person.id && new Date(d.updated_at).getTime() > since)
    .filter(d => now.every(one => one.staff_id !== d.staff_id))
    .map(d => people.data?.find(p => p.id === d.staff_id)?.name ?? t('reply.colleague'));
  const writing = now.map(one => one.staff_name);
  return (
    <div role="status">
      {writing.length + begun.length > 0 && (
        <Alert color="yellow" variant="light" mb="sm" icon={<IconPencil aria-hidden />}>
          {writing.length > 0 && (
            <Text size="sm" fw={600}>
              {t('reply.others', { names: writing.join(', '), count: writing.length })}
            </Text>
          )}
          {begun.length > 0 && (
            <Text size="sm">{t('reply.begun', { names: begun.join(', ') })}</Text>
          )}
        </Alert>
      )}
    </div>
  );
}

interface Props {
  view: CaseView;
  entries: Entry[];
  tab: string;
  setTab: (tab: string) => void;
  isCalled: boolean; // a key called one to the box
  heard: () => void;
  others: Attendance[];
  wrote: () => void;
}

export default function ReplyBox(props: Props) {
  const { view, entries, tab, setTab, isCalled, heard, others, wrote } = props;
  const { t } = useTranslation();
  const { draft, change: keep, sent, takeBack } = useDraft(view);
  function change(part: Partial<Draft>) {
    keep(part);
    if (part.text) wrote();
  }
  useEffect(() => {
    if (!isCalled) return;
    document.getElementById('reply-text')?.focus();
    heard();
  }, [isCalled, heard]);
  useEffect(() => {
    // An answer that was taken back comes into the box again.
    function take(event: Event) {
      const message = (event as CustomEvent<Interaction>).detail;
      if (message.case_id === view.summary.id) takeBack(message);
    }
    window.addEventListener(takenBack, take);
    return () => window.removeEventListener(takenBack, take);
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={t('reply.title')}>
      <OthersWriting view={view} others={others} />
      <Tabs value={tab} onChange={value => setTab(value ?? 'reply')} keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="reply">{t('reply.title')}</Tabs.Tab>
          <Tabs.Tab value="note" leftSection={<IconLock size={14} aria-hidden />}>
            {t('note.title')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="reply">
          <AnswerForm view={view} entries={entries} draft={draft} change={change} sent={sent} />
        </Tabs.Panel>
        <Tabs.Panel value="note">
          <NoteForm view={view} draft={draft} change={change} />
        </Tabs.Panel>
      </Tabs>
    </Paper>
  );
}
