import { Badge, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useFormats } from '~/i18n/formats';
import { type Change, changesOf } from './changes';
import own from './clocks.module.css';
import { type Known, shownFact } from './facts';
import { type CaseLaw, type Clock, type Fact, packs as packsQuery, vocabularyOf } from './queries';

const HappeningForm = lazy(() => import('./HappeningForm'));
const FactsForm = lazy(() => import('./FactsForm'));

function useClockWords() {
  const { t } = useTranslation();
  const formats = useFormats();
  return (clock: Clock) =>
    [t(`law_state.${clock.state}`), clock.due_at && formats.due(clock.due_at)]
      .filter(Boolean)
      .join(', ');
}

/// How each clock stands since it was told, beside how it stood.
function Changes({ changes }: { changes: Change[] }) {
  const { t } = useTranslation();
  const say = useClockWords();
  return (
    <div role="status" className={own.changes}>
      <Text size="sm" fw={600}>
        {t(changes.length === 0 ? 'law_told.nothing_changed' : 'law_told.changed')}
      </Text>
      <ul>
        {changes.map(({ clock, was }) => (
          <li key={clock.id}>
            <bdi>{clock.title}</bdi>:{' '}
            {was
              ? t('law_told.from_to', { from: say(was), to: say(clock) })
              : t('law_told.began', { to: say(clock) })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function useFactWords() {
  const { t } = useTranslation();
  return (fact: Fact, known: Known) => {
    const text = shownFact(fact, known);
    if (fact.kind === 'truth') return t(text === 'true' ? 'law_fact.yes' : 'law_fact.no');
    if (fact.kind === 'money') return String(known[fact.name]);
    if (text === 'other') return t('law_fact.other');
    return fact.values.find(one => one.name === text)?.words ?? text;
  };
}

function Facts({ law, pack }: { law: CaseLaw; pack: string }) {
  const { t } = useTranslation();
  const say = useFactWords();
  const vocabulary = useQuery(vocabularyOf(pack)).data;
  const known = (law.matter?.facts ?? {}) as Known;
  const facts = (vocabulary?.facts ?? []).filter(fact => shownFact(fact, known) !== '');
  return (
    <>
      <h3>{t('law_fact.title')}</h3>
      {vocabulary && facts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('law_fact.none')}
        </Text>
      )}
      <ul>
        {facts.map(fact => (
          <li key={fact.name}>
            {fact.words}: <bdi>{say(fact, known)}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function Happenings({ law }: { law: CaseLaw }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      <h3>{t('law_told.title')}</h3>
      {law.happenings.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('law_told.none')}
        </Text>
      )}
      <ul>
        {law.happenings.map(one => (
          <li key={one.id}>
            {one.words} · {formats.instant(one.at)}
            {one.about_at &&
              ` · ${t('law_told.speaks_of', { when: formats.instant(one.about_at) })}`}
            <Text size="xs" c="dimmed">
              {one.channel && `${t(`channel.${one.channel}`)} · `}
              <bdi>{one.actor_name}</bdi>
              {one.note && (
                <>
                  {' '}
                  · <q dir="auto">{one.note}</q>
                </>
              )}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}

const stateOf = ({ state, effect }: CaseLaw['consequences'][number]) => {
  if (state !== 'told') return state;
  return effect === 'issue' || effect === 'call' ? 'to_do' : 'to_know';
};

/// Choices offered, money owed, documents to issue: what follows from the clocks.
function Consequences({ law, id }: { law: CaseLaw; id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (law.consequences.length === 0) return null;
  return (
    <>
      <h3>{t('law_follows.title')}</h3>
      <ul>
        {law.consequences.map(one => {
          const decided = law.decisions.find(({ consequence_id }) => consequence_id === one.id);
          const told = law.notices.filter(({ consequence_id }) => consequence_id === one.id).at(-1);
          return (
            <li key={one.id}>
              <span dir="auto">{one.words || t(`law_effect.${one.effect}`)}</span>{' '}
              <Badge size="sm" variant={one.state === 'offered' ? 'light' : 'default'}>
                {t(`law_follows.${stateOf(one)}`)}
              </Badge>
              <Text size="xs" c="dimmed">
                <bdi>{one.title}</bdi> · {formats.due(one.at)}
                {told &&
                  ` · ${t('law_follows.told_by', { channel: t(`channel.${told.channel}`), when: formats.instant(told.told_at) })}`}
                {decided && (
                  <>
                    {' '}
                    · <bdi>{decided.decided_by_name}</bdi>
                  </>
                )}
              </Text>
              {one.document && one.state === 'told' && (
                <Link to={`/documents/case/${id}`}>{t('law_follows.to_documents')}</Link>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface Props {
  id: string; // of the case
  law: CaseLaw;
  canWrite: boolean;
}

/// What was told that the law counts from, what is known, what follows; and, once something is told,
/// how each clock changed.
export function LawStory({ id, law, canWrite }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<'happening' | 'facts'>();
  const [changes, setChanges] = useState<Change[]>();
  const packs = useQuery(packsQuery).data ?? [];
  const pack = packs.find(one => one.code === law.matter?.code && one.in_use)?.id;
  const close = () => setAsked(undefined);
  const told = (now: CaseLaw) => setChanges(changesOf(law.clocks, now.clocks));
  if (!law.matter || !pack) return null;
  return (
    <>
      {changes && <Changes changes={changes} />}
      <Consequences law={law} id={id} />
      <Happenings law={law} />
      <Facts law={law} pack={pack} />
      {canWrite && (
        <Group gap={4} mt="xs">
          <Button size="compact-xs" variant="default" onClick={() => setAsked('happening')}>
            {t('law_told.record')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setAsked('facts')}>
            {t('law_fact.change')}
          </Button>
        </Group>
      )}
      <Suspense>
        {asked === 'happening' && <HappeningForm id={id} pack={pack} close={close} told={told} />}
        {asked === 'facts' && (
          <FactsForm id={id} pack={pack} matter={law.matter} close={close} told={told} />
        )}
      </Suspense>
    </>
  );
}
