import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { ConfirmButton } from '~/ui/ConfirmButton';
import type { BillRights, Quote } from './queries';

/// The customer declined all of it, and the law still waits for a repair: the device went back as it
/// was.
export function Returned({ quote, can }: { quote: Quote; can: BillRights }) {
  const { t } = useTranslation();
  const [at, setAt] = useState('');
  const { law_waits_for_return: waits } = quote;
  if (waits.length === 0) return null;
  return (
    <>
      <Text size="sm">{t('quote.law_waits', { rules: waits.join(', ') })}</Text>
      {can.bill && (
        <ConfirmButton
          label={t('quote.returned')}
          explain={t('quote.returned_explain')}
          size="compact-xs"
          act={() =>
            said(
              api.POST('/quotes/{quote}/returned-unrepaired', {
                params: { path: { quote: quote.id } },
                body: { at: at ? new Date(at).toISOString() : null },
              }),
            )
          }
          stale={['case']}
        >
          <TextInput
            type="datetime-local"
            label={t('law_told.at')}
            description={t('law_told.at_hint')}
            value={at}
            onChange={e => setAt(e.currentTarget.value)}
          />
        </ConfirmButton>
      )}
    </>
  );
}
