import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { ReasonDialog } from '~/ui/ReasonDialog';
import { KnownStory } from './KnownStory';
import type { CaseLaw } from './queries';

type Told = CaseLaw['happenings'][number];

function Words({ one }: { one: Told }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <>
      {one.words} · {formats.instant(one.at)}
      {one.about_at && ` · ${t('law_told.speaks_of', { when: formats.instant(one.about_at) })}`}
    </>
  );
}

/// Who told it, by which way; and who took it back, and why.
function Story({ one }: { one: Told }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Text size="xs" c="dimmed">
      {one.channel && `${t(`channel.${one.channel}`)} · `}
      {one.interaction_id && `${t('law_told.her_word')} · `}
      <bdi>{one.actor_name}</bdi>
      {one.note && (
        <>
          {' '}
          · <q dir="auto">{one.note}</q>
        </>
      )}
      {one.taken_back_at && (
        <>
          <br />
          {t('law_told.taken_back')} · {formats.instant(one.taken_back_at)} ·{' '}
          <bdi>{one.taken_back_by_name}</bdi> · <q dir="auto">{one.taken_back_reason}</q>
        </>
      )}
    </Text>
  );
}

interface Props {
  id: string; // of the case
  law: CaseLaw;
  canWrite: boolean;
  told: (law: CaseLaw) => void; // as it stands afterwards
}

/// What the law counts from; what was recorded by mistake stands there too, struck through.
export function Happenings({ id, law, canWrite, told }: Props) {
  const { t } = useTranslation();
  const [wrong, setWrong] = useState<Told>();
  const takeBack = async (event: string, reason: string) =>
    told(
      await said(
        api.POST('/cases/{case}/law/events/{law_event}/taking-back', {
          params: { path: { case: id, law_event: event } },
          body: { reason },
        }),
      ),
    );
  return (
    <>
      <h3>{t('law_told.title')}</h3>
      {law.happenings.length + law.known_happenings.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('law_told.none')}
        </Text>
      )}
      <ul>
        <KnownStory law={law} canWrite={canWrite} />
        {law.happenings.map(one => (
          <li key={one.id}>
            {one.taken_back_at ? (
              <s>
                <Words one={one} />
              </s>
            ) : (
              <Words one={one} />
            )}
            <Story one={one} />
            {canWrite && one.can_take_back && (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t('law_told.take_back_of', { what: one.words })}
                onClick={() => setWrong(one)}
              >
                {t('law_told.take_back')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {wrong && (
        <ReasonDialog
          title={t('law_told.take_back')}
          explain={`${wrong.words}. ${t('law_told.take_back_explain')}`}
          label={t('law_decide.reason')}
          freshens={['case', id]}
          close={() => setWrong(undefined)}
          send={reason => takeBack(wrong.id, reason)}
        />
      )}
    </>
  );
}
