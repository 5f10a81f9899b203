import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { timelineQuery } from '~/modules/cases/case/queries';
import { herMessages } from '~/modules/cases/her_word/messages';
import { useHerWord } from '~/modules/cases/her_word/useHerWord';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { BillLine, Quote } from './queries';
import { useUnits } from './useUnits';
import { viaOf } from './waivers';

interface Props {
  quote: Quote;
  line: BillLine;
  units?: number; // so many of them; none: the whole line
  close: () => void;
}

/// She approved a line in a call or a message: in which one. She is written to what was taken down.
export default function ToldAnswer({ quote, line, units, close }: Props) {
  const { t } = useTranslation();
  const hers = useHerWord({ id: quote.case_id });
  const most = line.gross_of_units.length; // 0: it is approved as a whole
  const [part, setPart] = useState(units ?? most);
  const unitsOf = useUnits();
  const [key] = useState(newKey);
  const story = useQuery(timelineQuery(quote.case_id));
  const message = herMessages(story.data ?? []).find(one => one.id === hers.chosen);
  const params = { path: { quote: quote.id }, header: { 'Idempotency-Key': key } };
  const body = {
    version: quote.version,
    answers: [{ line: line.line, answer: 'approved' as const, units: part || undefined }],
    via: viaOf(message?.channel),
    ...hers.word,
  };
  return (
    <Dialog title={t('told.title', { what: line.description })} close={close}>
      <QuickForm
        freshens={['case', quote.case_id]}
        close={close}
        explain={t('told.explain')}
        go={t('told.record')}
        fields={hers.fields}
        isReady={hers.isReady}
        send={() => said(api.POST('/quotes/{quote}/answers', { params, body }))}
      >
        {refusal => (
          <>
            {hers.inputs(refusal)}
            {most > 0 && (
              <NativeSelect
                label={t('quote.approve_units', { what: line.description })}
                data={unitsOf(line, quote.currency)}
                value={String(part)}
                onChange={e => setPart(Number(e.currentTarget.value))}
                error={problemOf(refusal, 'answers[0].units')}
              />
            )}
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}
