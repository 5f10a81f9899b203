import { Alert, Paper, Tabs, Text } from '@mantine/core';
import { IconLock, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { people as peopleQuery } from '~/api/queries';
import { useMe } from '~/app/session';
import type { CaseView, Entry, Interaction } from '../case/queries';
import { AnswerForm } from './AnswerForm';
import { useDraft } from './draft';
import { NoteForm } from './NoteForm';
import { takenBack } from './Undo';

const freshMinutes = 15;

/// Says that a colleague is answering at this moment.
function OthersWriting({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const me = useMe();
  const people = useQuery(peopleQuery);
  const since = Date.now() - freshMinutes * 60_000;
  const names = view.drafts
    .filter(d => d.staff_id !== me.person.id && new Date(d.updated_at).getTime() > since)
    .map(d => people.data?.find(p => p.id === d.staff_id)?.name ?? t('reply.colleague'));
  if (names.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" mb="sm" icon={<IconPencil aria-hidden />}>
      <Text size="sm">{t('reply.others', { names: names.join(', '), count: names.length })}</Text>
    </Alert>
  );
}

interface Props {
  view: CaseView;
  entries: Entry[];
  tab: string;
  setTab: (tab: string) => void;
}

export default function ReplyBox({ view, entries, tab, setTab }: Props) {
  const { t } = useTranslation();
  const { draft, change, sent, takeBack } = useDraft(view);
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
      <OthersWriting view={view} />
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
