import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '~/api/client';
import { problemOf } from '~/ui/Failure';
import { useHerWord } from './useHerWord';

interface OnCase {
  id: string;
  number: string;
  subject: string;
}

/// A change by which the law would owe her less on an open case: on which case that it concerns, and
/// in which message, she says so. It is asked for once the change was refused for want of it.
export function useWordOnCase(cases: OnCase[] | undefined) {
  const { t } = useTranslation();
  const [about, setAbout] = useState('');
  const hers = useHerWord({ id: about, field: 'her_word', required: false });
  return {
    word: about ? hers.word : null,
    isReady: about === '' || hers.isReady,
    fields: about ? hers.fields : [], // without a case the form says what is wrong
    inputs: (refusal: Refusal | undefined) =>
      (about !== '' || hers.fields.some(field => problemOf(refusal, field))) && (
        <>
          <Text size="sm" role="note">
            {t('her_word.lessens')}
          </Text>
          <Select
            label={t('her_word.case')}
            clearable
            data={(cases ?? []).map(one => ({
              value: one.id,
              label: `${one.number} · ${one.subject}`,
            }))}
            value={about || null}
            onChange={id => setAbout(id ?? '')}
          />
          {about && hers.inputs(refusal)}
        </>
      ),
  };
}
