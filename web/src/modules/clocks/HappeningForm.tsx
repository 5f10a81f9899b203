import { Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { HerMessage } from '~/modules/cases/her_word/HerMessage';
import { Dialog } from '~/ui/Dialog';
import { spokenChannels } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { FactInput } from './FactInput';
import { sentFacts } from './facts';
import { type CaseLaw, type Happening, vocabularyOf } from './queries';

/// What it does to which clocks, before it is recorded.
function Concerns({ of }: { of: Happening }) {
  const { t } = useTranslation();
  const said = (['starts', 'stops', 'pauses', 'resumes', 'decides'] as const).filter(
    one => of[one].length > 0,
  );
  return (
    <div>
      {said.map(one => (
        <Text key={one} size="sm" c="dimmed">
          {t(`law_does.${one}`, { rules: of[one].join(', ') })}
        </Text>
      ))}
    </div>
  );
}

interface Props {
  id: string; // of the case
  pack: string;
  close: () => void;
  told: (law: CaseLaw) => void; // as it stands afterwards
}

/// Something happened, or was agreed: the law counts from it.
export default function HappeningForm({ id, pack, close, told }: Props) {
  const { t } = useTranslation();
  const vocabulary = useQuery(vocabularyOf(pack, id)).data;
  const [kind, setKind] = useState<string | null>(null);
  const [at, setAt] = useState('');
  const [about, setAbout] = useState('');
  const [channel, setChannel] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [word, setWord] = useState<string | null>(null);
  const [texts, setTexts] = useState<Record<string, string>>({});
  const [key] = useState(newKey);
  const chosen = vocabulary?.happenings.find(one => one.kind === kind);
  const facts = (vocabulary?.facts ?? []).filter(one => chosen?.facts.includes(one.name));
  const currency = vocabulary?.currency ?? '';
  const instant = (text: string) => (text ? new Date(text).toISOString() : null);
  return (
    <Dialog title={t('law_told.record')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('law_told.explain')}
        go={t('law_told.go')}
        fields={[
          'kind',
          'at',
          'about_at',
          'note',
          'interaction_id',
          ...facts.map(one => `facts.${one.name}`),
        ]}
        isReady={kind !== null && (!chosen?.needs_her_word || word !== null)}
        after={answer => told(answer as CaseLaw)}
        send={() =>
          said(
            api.POST('/cases/{case}/law/events', {
              params: { path: { case: id }, header: { 'Idempotency-Key': key } },
              body: {
                kind: kind ?? '',
                at: instant(at),
                about_at: chosen?.speaks_of ? instant(about) : null,
                channel,
                note: note.trim() || null,
                interaction_id: chosen?.needs_her_word ? word : null,
                facts: sentFacts(facts, texts, currency) as never,
              },
            }),
          )
        }
      >
        {refusal => (
          <>
            <Select
              label={t('law_told.what')}
              required
              searchable
              data-autofocus
              nothingFoundMessage={t('form.none_found')}
              error={problemOf(refusal, 'kind')}
              data={(vocabulary?.happenings ?? []).map(one => ({
                value: one.kind,
                label: one.words,
              }))}
              value={kind}
              onChange={setKind}
            />
            {chosen && <Concerns of={chosen} />}
            {chosen?.needs_her_word && (
              <HerMessage
                id={id}
                chosen={word}
                choose={setWord}
                problem={problemOf(refusal, 'interaction_id')}
              />
            )}
            <TextInput
              type="datetime-local"
              label={t('law_told.at')}
              description={t('law_told.at_hint')}
              error={problemOf(refusal, 'at')}
              value={at}
              onChange={e => setAt(e.currentTarget.value)}
            />
            {chosen?.speaks_of && (
              <TextInput
                type="datetime-local"
                label={t('law_told.about')}
                description={t('law_told.about_hint')}
                error={problemOf(refusal, 'about_at')}
                value={about}
                onChange={e => setAbout(e.currentTarget.value)}
              />
            )}
            {facts.map(fact => (
              <FactInput
                key={fact.name}
                fact={fact}
                currency={currency}
                value={texts[fact.name] ?? ''}
                error={problemOf(refusal, `facts.${fact.name}`)}
                set={value => setTexts({ ...texts, [fact.name]: value })}
              />
            ))}
            <Select
              label={t('law_told.channel')}
              description={t('law_told.channel_hint')}
              clearable
              clearButtonProps={{ 'aria-label': t('law_told.no_channel') }}
              placeholder={t('law_told.no_channel')}
              data={spokenChannels.map(value => ({ value, label: t(`channel.${value}`) }))}
              value={channel}
              onChange={setChannel}
            />
            <TextInput
              label={t('law_told.note')}
              dir={note ? 'auto' : undefined}
              maxLength={500}
              error={problemOf(refusal, 'note')}
              value={note}
              onChange={e => setNote(e.currentTarget.value)}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
