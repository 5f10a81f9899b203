import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '~/api/client';
import { problemOf } from '~/ui/Failure';
import type { useHerWord } from '../cases/her_word/useHerWord';

interface Props {
  hers: ReturnType<typeof useHerWord>;
  refusal?: Refusal;
  isAgainst: boolean; // what the program knows
}

/// Where she says what lessens what the law owes her: asked for where it may be needed.
export function Lessens({ hers, refusal, isAgainst }: Props) {
  const { t } = useTranslation();
  const isRefused = hers.fields.some(field => problemOf(refusal, field));
  if (!isAgainst && !isRefused && hers.chosen === null) return null;
  return (
    <>
      <Text size="sm" role="note">
        {t('law_known.lessens')}
      </Text>
      {hers.inputs(refusal)}
    </>
  );
}
