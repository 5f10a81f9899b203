import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useFormats } from '~/i18n/formats';
import { type Change, changesOf } from './changes';
import own from './clocks.module.css';
import { Consequences } from './consequences/Consequences';
import { type Known, shownFact, toldFacts } from './facts';
import { Happenings } from './Happenings';
import { SaidOtherwise } from './KnownStory';
import {
  type CaseLaw,
  type Clock,
  type Fact,
  type LawGroup,
  packs as packsQuery,
  vocabularyOf,
} from './queries';

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

/// The group of products by which the law rules; where nobody said it, the one that the case's
/// product belongs to.
function GroupLine({ law, groups }: { law: CaseLaw; groups: LawGroup[] }) {
  const { t } = useTranslation();
  const byItself = law.known.find(one => one.name === 'product_group');
  const name = law.matter?.product_group || byItself?.value;
  const known = groups.find(one => one.name === name);
  const { product } = law;
  if (known)
    return (
      <li>
        {t('law_group.label')}: <bdi>{known.words}</bdi>
        {byItself?.contradicted && <SaidOtherwise of={byItself} />}
      </li>
    );
  if (!product?.group) return null;
  return (
    <li>
      {t('law_group.label')}: {t('law_fact.unknown')}
      <Text size="xs" c="dimmed">
        {t('law_group.suggested', { product: product.title, group: product.group_words })}
      </Text>
    </li>
  );
}

function Facts({ law, pack }: { law: CaseLaw; pack: string }) {
  const { t } = useTranslation();
  const say = useFactWords();
  const vocabulary = useQuery(vocabularyOf(pack)).data;
  const known = toldFacts(law);
  const facts = (vocabulary?.facts ?? []).filter(fact => shownFact(fact, known) !== '');
  const isGroupKnown = law.matter?.product_group !== '' || 'product_group' in known;
  const otherwise = law.known.filter(one => one.contradicted);
  return (
    <>
      <h3>{t('law_fact.title')}</h3>
      {law.known.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('law_known.explain')}
        </Text>
      )}
      {vocabulary && facts.length === 0 && !isGroupKnown && (
        <Text size="sm" c="dimmed">
          {t('law_fact.none')}
        </Text>
      )}
      <ul>
        <GroupLine law={law} groups={vocabulary?.groups ?? []} />
        {facts.map(fact => (
          <li key={fact.name}>
            {fact.words}: <bdi>{say(fact, known)}</bdi>{' '}
            {otherwise
              .filter(one => one.name === fact.name)
              .map(one => (
                <SaidOtherwise key={one.name} of={one} />
              ))}
          </li>
        ))}
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
      <Consequences law={law} id={id} canWrite={canWrite} />
      <Happenings id={id} law={law} canWrite={canWrite} told={told} />
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
          <FactsForm id={id} pack={pack} law={law} matter={law.matter} close={close} told={told} />
        )}
      </Suspense>
    </>
  );
}
