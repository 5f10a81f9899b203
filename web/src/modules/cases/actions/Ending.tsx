import { Input, Rating, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { lawOf } from '~/modules/clocks/queries';
import { problemOf } from '~/ui/Failure';
import { useHerWord } from '../her_word/useHerWord';
import type { DialogProps } from './ActionDialog';
import { ActionForm } from './ActionForm';

type NoCase = Schemas['NewDismissal']['kind'];
const noCases: NoCase[] = ['spam', 'double', 'mistake'];

const pathOf = (view: DialogProps['view']) => ({ path: { case: view.summary.id } });

export function Take({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const { version } = view.summary;
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('take.explain')}
      go={t('action.take')}
      send={() => said(api.POST('/cases/{case}/take', { params: pathOf(view), body: { version } }))}
    />
  );
}

export function Wake({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const { version } = view.summary;
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('wake.explain')}
      go={t('action.wake')}
      send={() =>
        said(api.POST('/cases/{case}/snooze', { params: pathOf(view), body: { version } }))
      }
    />
  );
}

export function Solve({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const { version } = view.summary;
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('solve.explain')}
      go={t('action.solve')}
      send={() =>
        said(api.POST('/cases/{case}/solve', { params: pathOf(view), body: { version } }))
      }
    />
  );
}

export function Close({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [kind, setKind] = useState<NoCase>('spam');
  const { version } = view.summary;
  const law = useQuery(lawOf(view.summary.id)).data;
  // What the law promised stands in the way of closing it as nothing: it is withdrawn, in sight.
  const isByLaw = law?.clocks.some(clock => clock.promise_id) ?? false;
  const params = pathOf(view);
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t(isByLaw ? 'close.explain_law' : 'close.explain')}
      go={t('action.close')}
      fields={['reason']}
      isReady={law !== undefined && reason.trim() !== ''}
      send={() =>
        isByLaw
          ? said(
              api.POST('/cases/{case}/law/dismissal', { params, body: { version, kind, reason } }),
            )
          : said(api.POST('/cases/{case}/close', { params, body: { version, reason } }))
      }
    >
      {refusal => (
        <>
          {isByLaw && (
            <SegmentedControl
              aria-label={t('close.kind')}
              data={noCases.map(value => ({ value, label: t(`law_no_case.${value}`) }))}
              value={kind}
              onChange={value => setKind(value as NoCase)}
            />
          )}
          {isByLaw && kind === 'double' && <Text size="sm">{t('close.merge_instead')}</Text>}
          {isByLaw && law?.is_real_claim && (
            <Text size="sm" role="note">
              {t('close.by_authority')}
            </Text>
          )}
          <TextInput
            label={t('close.reason')}
            required
            data-autofocus
            dir={reason ? 'auto' : undefined}
            error={problemOf(refusal, 'reason')}
            value={reason}
            onChange={e => setReason(e.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}

/// What the customer said of it, on the phone or at the desk.
export function Verdict({ view, close }: DialogProps) {
  const { t } = useTranslation();
  const [solved, setSolved] = useState('yes');
  const [rating, setRating] = useState(0);
  const [comment, setComment] = useState('');
  // What the law still demands ends without the deed by the customer's own word alone.
  const demanded = view.promises.filter(p => p.source === 'law' && p.state === 'pending');
  const needsWord = solved === 'yes' && demanded.length > 0;
  const since = demanded
    .map(p => p.made_at)
    .sort()
    .at(-1);
  const hers = useHerWord({ id: view.summary.id, field: 'her_word', since });
  const body = {
    solved: solved === 'yes',
    rating: rating || null,
    comment: comment || null,
    her_word: needsWord ? hers.word : null,
  };
  return (
    <ActionForm
      view={view}
      close={close}
      explain={t('verdict.explain')}
      go={t('app.save')}
      fields={['rating', 'comment', ...hers.fields]}
      isReady={!needsWord || hers.isReady}
      send={() => said(api.POST('/cases/{case}/verdict', { params: pathOf(view), body }))}
    >
      {refusal => (
        <>
          <SegmentedControl
            aria-label={t('action.verdict')}
            data={['yes', 'no'].map(value => ({ value, label: t(`verdict.${value}`) }))}
            value={solved}
            onChange={setSolved}
          />
          {needsWord && (
            <>
              <Text size="sm" role="note">
                {t('verdict.by_law', { what: demanded.map(p => p.what).join(', ') })}
              </Text>
              {hers.inputs(refusal)}
            </>
          )}
          <Input.Wrapper label={t('verdict.rating')} labelElement="div">
            <Rating
              value={rating}
              onChange={setRating}
              aria-label={t('verdict.rating')}
              getSymbolLabel={value => t('verdict.stars', { value })}
            />
          </Input.Wrapper>
          <Textarea
            label={t('verdict.comment')}
            autosize
            minRows={2}
            dir={comment ? 'auto' : undefined}
            error={problemOf(refusal, 'comment')}
            value={comment}
            onChange={e => setComment(e.currentTarget.value)}
          />
        </>
      )}
    </ActionForm>
  );
}
