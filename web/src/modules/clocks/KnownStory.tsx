import { Badge, Button, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { useHerWord } from '../cases/her_word/useHerWord';
import { Lessens } from './Lessens';
import type { CaseLaw } from './queries';

type KnownHappening = CaseLaw['known_happenings'][number];

/// Says that it did not happen so, and why; or takes that back.
function NotSo({ law, of, close }: { law: CaseLaw; of: KnownHappening; close: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [key] = useState(newKey);
  const id = law.matter?.case_id ?? '';
  const hers = useHerWord({ id, field: 'her_word', required: false });
  const others = new Set(
    law.known_happenings
      .filter(one => one.contradicted && one.kind !== of.kind)
      .map(one => one.kind),
  );
  const title = t(of.contradicted ? 'law_known.so_after_all' : 'law_known.not_so');
  return (
    <Dialog title={title} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('law_known.not_so_explain', { words: of.words })}
        go={title}
        fields={['reason', ...hers.fields]}
        isReady={(of.contradicted || reason.trim() !== '') && hers.isReady}
        send={() =>
          said(
            api.PUT('/cases/{case}/law', {
              params: { path: { case: id }, header: { 'Idempotency-Key': key } },
              body: {
                code: law.matter?.code ?? '',
                not_so: of.contradicted ? [...others] : [...others, of.kind],
                reason: reason.trim() || null,
                her_word: hers.word,
              },
            }),
          )
        }
      >
        {refusal => (
          <>
            {!of.contradicted && (
              <TextInput
                label={t('law_known.reason')}
                required
                data-autofocus
                maxLength={500}
                dir={reason ? 'auto' : undefined}
                error={problemOf(refusal, 'reason')}
                value={reason}
                onChange={e => setReason(e.currentTarget.value)}
              />
            )}
            <Lessens hers={hers} refusal={refusal} isAgainst={!of.contradicted} />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}

/// A person says otherwise than the program knows: why, and who.
export function SaidOtherwise({ of }: { of: { reason: string; by_name: string } }) {
  const { t } = useTranslation();
  return (
    <Text size="xs" component="span">
      <Badge size="xs" variant="default">
        {t('law_known.otherwise')}
      </Badge>{' '}
      {of.reason && (
        <>
          <q dir="auto">{of.reason}</q> · <bdi>{of.by_name}</bdi>
        </>
      )}
    </Text>
  );
}

/// What the program knows to have happened, and where from.
export function KnownStory({ law, canWrite }: { law: CaseLaw; canWrite: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [asked, setAsked] = useState<KnownHappening>();
  return (
    <>
      {law.known_happenings.map(one => (
        <li key={`${one.kind} ${one.at}`}>
          {one.words} · {formats.date(one.at)}
          <Text size="xs" c="dimmed">
            {t(`law_known.from_${one.from}`)}
          </Text>
          {one.contradicted && <SaidOtherwise of={one} />}
          {canWrite && (
            <Button size="compact-xs" variant="subtle" onClick={() => setAsked(one)}>
              {t(one.contradicted ? 'law_known.so_after_all' : 'law_known.not_so')}
            </Button>
          )}
        </li>
      ))}
      {asked && <NotSo law={law} of={asked} close={() => setAsked(undefined)} />}
    </>
  );
}
