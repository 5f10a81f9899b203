import { Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { HerWord } from './HerWord';
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
  const [chosen, setChosen] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [key] = useState(newKey);
  const component = t(`component.${line.component}`);
  async function send() {
    const params = { path: { case: id }, header: { 'Idempotency-Key': key } };
    const body = { component: line.component, interaction_id: chosen ?? '', words: words.trim() };
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
        fields={['interaction_id', 'words', 'component']}
        isReady={chosen !== null && words.trim() !== ''}
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
            <HerWord
              id={id}
              chosen={chosen}
              choose={setChosen}
              problem={problemOf(refusal, 'interaction_id') ?? problemOf(refusal, 'component')}
            />
            <Textarea
              label={t('waiver.words')}
              description={t('waiver.words_hint')}
              required
              autosize
              minRows={2}
              maxLength={1000}
              dir={words ? 'auto' : undefined}
              error={problemOf(refusal, 'words')}
              value={words}
              onChange={e => setWords(e.currentTarget.value)}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
