import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { useHerWord } from '~/modules/cases/her_word/useHerWord';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { CaseLaw, Consequence } from '../queries';
import { changeNeedsWord } from './deeds';

interface Props {
  one: Consequence;
  decision?: CaseLaw['decisions'][number];
  wanted: string[]; // of what it can be changed to: other choices; or that it is declined
  title: string;
  id: string; // of the case
  close: () => void;
}

/// Another choice than the one decided, or none at all, on the customer's word; what was declined is
/// taken up again. What was decided stays in the story.
export default function ChangeForm({ one, decision, wanted, title, id, close }: Props) {
  const { t } = useTranslation();
  const [change, setChange] = useState(wanted.length === 1 ? (wanted[0] ?? '') : '');
  const [reason, setReason] = useState('');
  const [key] = useState(newKey);
  const needsWord = changeNeedsWord(one, change);
  const hers = useHerWord({
    id,
    field: 'her_word',
    since: decision?.decided_at ?? one.recorded_at,
    required: needsWord,
  });
  const params = { path: { legal_consequence: one.id }, header: { 'Idempotency-Key': key } };
  const body = { decision: change, reason: reason.trim(), her_word: hers.word };
  const next = ['declined', 'taken_up'].includes(change) ? change : 'choice';
  return (
    <Dialog title={title} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={`${one.title}. ${decision?.decision_words ?? one.words}`}
        go={t('law_change.go')}
        fields={['decision', 'reason', ...hers.fields]}
        isReady={change !== '' && reason.trim() !== '' && hers.isReady}
        send={() =>
          said(api.POST('/legal-consequences/{legal_consequence}/change', { params, body }))
        }
      >
        {refusal => (
          <>
            {wanted.length > 1 && (
              <Radio.Group
                label={t('law_change.what')}
                required
                error={problemOf(refusal, 'decision')}
                value={change}
                onChange={setChange}
              >
                <Stack gap={6} mt={4}>
                  {one.changes
                    .filter(({ name }) => wanted.includes(name))
                    .map(({ name, words }) => (
                      <Radio key={name} value={name} label={words} />
                    ))}
                </Stack>
              </Radio.Group>
            )}
            {change && (
              <Text size="sm" role="status">
                {t(`law_change.${next}`)}
              </Text>
            )}
            {!needsWord && <Text size="sm">{t('law_change.word_or_authority')}</Text>}
            {hers.inputs(refusal)}
            <TextInput
              label={t('law_decide.reason')}
              description={t('law_decide.reason_hint')}
              required
              dir={reason ? 'auto' : undefined}
              maxLength={500}
              error={problemOf(refusal, 'reason')}
              value={reason}
              onChange={e => setReason(e.currentTarget.value)}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
