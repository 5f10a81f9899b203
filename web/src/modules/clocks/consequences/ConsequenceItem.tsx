import { Badge, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { withTexts } from '~/i18n';
import { useFormats } from '~/i18n/formats';
import { channels } from '~/ui/enums';
import own from '../clocks.module.css';
import type { CaseLaw, Consequence } from '../queries';
import {
  awaitsOther,
  changedBy,
  changesOn,
  type Deed,
  deedsOn,
  isHers,
  isSure,
  type Rights,
  standingOf,
} from './deeds';

const ChangeForm = lazy(() =>
  withTexts(['consequences', 'her_word'], () => import('./ChangeForm')),
);
const CostForm = lazy(() => withTexts(['consequences'], () => import('./CostForm')));
const DecideForm = lazy(() => withTexts(['consequences'], () => import('./DecideForm')));
const OfferForm = lazy(() => withTexts(['consequences'], () => import('./OfferForm')));
const ToldForm = lazy(() => withTexts(['consequences'], () => import('./ToldForm')));

type Notice = CaseLaw['notices'][number];
type Decision = CaseLaw['decisions'][number];
type Former = CaseLaw['former_decisions'][number];

/// Where the law says so, in whose words, and why a person has to decide.
function Ground({ one }: { one: Consequence }) {
  const { t } = useTranslation();
  const isOpen = one.state === 'to_decide';
  return (
    <details className={own.ground}>
      <summary>{t('law_follows.ground')}</summary>
      <Text size="xs">
        <bdi>{one.source}</bdi> · {t(`law_confidence.${one.confidence}`)}
      </Text>
      {one.quote && (
        <blockquote className={own.quote} dir="auto">
          {one.quote}
        </blockquote>
      )}
      <ul>
        {[...one.readings, ...(isOpen ? one.doubts : [])].map(sentence => (
          <li key={sentence} dir="auto">
            {sentence}
          </li>
        ))}
      </ul>
    </details>
  );
}

/// A program may have written a way of its own.
function useChannelWord() {
  const { t } = useTranslation();
  return (channel: string) =>
    channels.some(one => one === channel) ? t(`channel.${channel}`) : channel;
}

/// How the customer was told, each time; or that nobody has told her yet.
function Told({ one, notices }: { one: Consequence; notices: Notice[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const channelWord = useChannelWord();
  if (notices.length === 0 && one.state === 'offered' && one.party === 'consumer')
    return (
      <Text size="xs" fw={600}>
        {t('law_follows.not_told')}
      </Text>
    );
  return notices.map(notice => (
    <details key={notice.id} className={own.ground}>
      <summary>
        {t('law_follows.told_by', {
          channel: channelWord(notice.channel),
          when: formats.instant(notice.told_at),
        })}{' '}
        · <bdi>{notice.told_by_name}</bdi>
      </summary>
      {notice.address && (
        <Text size="xs">
          <bdi dir="ltr">{notice.address}</bdi>
        </Text>
      )}
      <Text size="xs" className="words" dir="auto" ta="start">
        {notice.text}
      </Text>
    </details>
  ));
}

/// What was decided, or which document did it.
function Decided({ decision, id }: { decision: Decision; id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const channelWord = useChannelWord();
  const { channel } = decision;
  const way = channel === 'link' ? t('law_follows.by_link') : channelWord(channel);
  return (
    <Text size="xs">
      <b>{decision.decision_words}</b> · <bdi>{decision.decided_by_name}</bdi> ·{' '}
      {channel && `${way} · `}
      {formats.instant(decision.decided_at)}
      {decision.reason && (
        <>
          {' '}
          · <q dir="auto">{decision.reason}</q>
        </>
      )}
      {decision.words && (
        <>
          {' '}
          · {t('law_follows.her_words')} <q className="words">{decision.words}</q>
        </>
      )}
      {decision.document_id && (
        <>
          {' '}
          ·{' '}
          <Link className={own.link} to={`/documents/case/${id}`}>
            {t('law_follows.to_documents')}
          </Link>
        </>
      )}
    </Text>
  );
}

/// What was decided before, and why it is so no more.
function Before({ former }: { former: Former[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return former.map(one => (
    <Text key={one.n} size="xs" c="dimmed">
      <s>{one.decision_words}</s> · <bdi>{one.decided_by_name}</bdi> ·{' '}
      {formats.instant(one.decided_at)} ·{' '}
      {t('law_follows.replaced', {
        name: one.replaced_by_name,
        when: formats.instant(one.replaced_at),
      })}
      {one.replaced_reason && (
        <>
          {' '}
          · <q dir="auto">{one.replaced_reason}</q>
        </>
      )}
    </Text>
  ));
}

interface Props {
  one: Consequence;
  id: string; // of the case
  notices: Notice[];
  decision?: Decision;
  former: Former[];
  rights: Rights;
}

/// One thing that followed by law: what, since when, why, how she was told, what was decided; and
/// what the reader may do with it.
export function ConsequenceItem({ one, id, notices, decision, former, rights }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [asked, setAsked] = useState<Deed>();
  const close = () => setAsked(undefined);
  const deeds = [...deedsOn(one, rights), ...changesOn(one, rights)];
  const wordOf = (deed: Deed) =>
    t(deed === 'decide' && isHers(one) ? 'law_deed.choice' : `law_deed.${deed}`);
  const form = { one, id, close };
  return (
    <li className={own.consequence}>
      <span dir="auto">{one.words || t(`law_effect.${one.effect}`)}</span>{' '}
      <Badge size="sm" variant={one.state === 'offered' ? 'light' : 'default'}>
        {t(`law_follows.${decision?.decision === 'declined' ? 'declined' : standingOf(one)}`)}
      </Badge>{' '}
      {!isSure(one.confidence) && (
        <Badge size="sm" variant="outline" color="gray">
          {t(`law_confidence.${one.confidence}`)}
        </Badge>
      )}
      <Text size="xs" c="dimmed">
        <bdi>{one.title}</bdi> · {formats.due(one.at)}
      </Text>
      <Ground one={one} />
      <Told one={one} notices={notices} />
      {decision && <Decided decision={decision} id={id} />}
      <Before former={former} />
      {awaitsOther(one, rights) && <Text size="xs">{t('law_follows.awaits_other')}</Text>}
      {one.document && one.state === 'told' && (
        <Link className={own.link} to={`/documents/case/${id}`}>
          {t('law_follows.to_documents')}
        </Link>
      )}
      {deeds.length > 0 && (
        <Group gap={4} mt={4}>
          {deeds.map(deed => (
            <Button
              key={deed}
              size="compact-xs"
              variant={deed === 'offer' ? 'light' : 'default'}
              aria-label={`${wordOf(deed)}: ${one.title}`}
              onClick={() => setAsked(deed)}
            >
              {wordOf(deed)}
            </Button>
          ))}
        </Group>
      )}
      <Suspense>
        {asked === 'cost' && <CostForm {...form} />}
        {asked === 'offer' && <OfferForm {...form} />}
        {asked === 'tell' && <ToldForm {...form} />}
        {asked === 'decide' && <DecideForm {...form} />}
        {asked && changedBy(one, asked).length > 0 && (
          <ChangeForm
            {...form}
            decision={decision}
            wanted={changedBy(one, asked)}
            title={wordOf(asked)}
          />
        )}
      </Suspense>
    </li>
  );
}
