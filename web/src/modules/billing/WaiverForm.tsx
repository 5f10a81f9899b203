import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { useHerWord } from '~/modules/cases/her_word/useHerWord';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { BillLine, Invoice, Quote } from './queries';
import { askedAnew } from './waivers';

interface Props {
  line: BillLine;
  of: { quote: Quote } | { invoice: Invoice };
  close: () => void;
}

/// She wishes to pay for what was promised free: what was promised, in which of her messages she
/// says so, and in what words. An open quote is asked anew with the line charged.
export default function WaiverForm({ line, of, close }: Props) {
  const { t } = useTranslation();
  const quote = 'quote' in of ? of.quote : undefined;
  const id = 'quote' in of ? of.quote.case_id : of.invoice.case_id;
  const hers = useHerWord({ id, words: t('waiver.words_hint') });
  const [key] = useState(newKey);
  const component = t(`component.${line.component}`);
  async function send() {
    const params = { path: { case: id }, header: { 'Idempotency-Key': key } };
    if (!hers.word) return;
    const body = { component: line.component, ...hers.word };
    await said(api.POST('/cases/{case}/waivers', { params, body }));
    if (!quote) return;
    const path = { quote: quote.id };
    await said(api.PUT('/quotes/{quote}', { params: { path }, body: askedAnew(quote) }));
  }
  return (
    <Dialog title={t('waiver.title')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t(quote ? 'waiver.explain' : 'waiver.explain_invoice')}
        go={t('waiver.record')}
        fields={[...hers.fields, 'component']}
        isReady={hers.isReady}
        send={send}
      >
        {refusal => (
          <>
            <Stack gap={2}>
              <Text size="sm" fw={600}>
                {t('waiver.promised', { component })}
              </Text>
              {line.words.map(sentence => (
                <Text key={sentence} size="sm" dir="auto" ta="start">
                  {sentence}
                </Text>
              ))}
            </Stack>
            {problemOf(refusal, 'component') && (
              <Text size="sm" c="var(--mantine-color-error)" role="alert">
                {problemOf(refusal, 'component')}
              </Text>
            )}
            {hers.inputs(refusal)}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
