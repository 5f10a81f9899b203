import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '~/api/client';
import { problemOf } from '~/ui/Failure';
import { HerMessage } from './HerMessage';

interface Wish {
  id: string; // of the case
  field?: string; // that holds the word; none: its parts stand by themselves
  since?: string; // when that was said which the word changes
  required?: boolean;
  words?: string; // what her words are for, where it is worth saying
}

/// A word of hers, as staff tell of it: in which message, and in what words. She is written to it.
export function useHerWord({ id, field, since, required = true, words: hint }: Wish) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<{ on: string; message: string | null }>();
  const chosen = said?.on === id ? said.message : null; // of another case nothing is chosen
  const [words, setWords] = useState('');
  const of = (part: string) => (field ? `${field}.${part}` : part);
  const isSaid = chosen !== null && words.trim() !== '';
  return {
    chosen,
    word: chosen === null ? null : { interaction_id: chosen, words: words.trim() },
    isReady: isSaid || (!required && chosen === null),
    fields: [of('interaction_id'), of('words')],
    inputs: (refusal: Refusal | undefined) => (
      <>
        <HerMessage
          id={id}
          since={since}
          chosen={chosen}
          choose={message => setSaid({ on: id, message })}
          problem={problemOf(refusal, of('interaction_id'))}
          required={required}
        />
        {chosen !== null && (
          <Textarea
            label={t('her_word.words')}
            description={hint ?? t('her_word.words_hint')}
            required
            autosize
            minRows={2}
            maxLength={1000}
            dir={words ? 'auto' : undefined}
            error={problemOf(refusal, of('words'))}
            value={words}
            onChange={e => setWords(e.currentTarget.value)}
          />
        )}
      </>
    ),
  };
}
