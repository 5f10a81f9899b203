import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '~/api/client';
import type { useHerWord } from '~/modules/cases/her_word/useHerWord';
import { casesOfQuery } from '~/modules/customers/queries';

interface Props {
  customer: string;
  chosen: string; // case; none: empty
  choose: (id: string) => void;
  hers: ReturnType<typeof useHerWord>;
  refusal?: Refusal;
}

/// A sale by which the law would owe her less: on which case, and in which message, she says so.
export function SaleWord({ customer, chosen, choose, hers, refusal }: Props) {
  const { t } = useTranslation();
  const cases = useQuery(casesOfQuery(customer));
  return (
    <>
      <Text size="sm" role="note">
        {t('register.lessens')}
      </Text>
      <Select
        label={t('register.case')}
        clearable
        data={(cases.data ?? []).map(one => ({
          value: one.id,
          label: `${one.number} · ${one.subject}`,
        }))}
        value={chosen || null}
        onChange={id => choose(id ?? '')}
      />
      {chosen && hers.inputs(refusal)}
    </>
  );
}
