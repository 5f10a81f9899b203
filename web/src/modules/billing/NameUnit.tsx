import { Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import type { CaseView } from '~/modules/cases/case/queries';
import { HerMessage } from '~/modules/cases/her_word/HerMessage';
import { Dialog } from '~/ui/Dialog';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { unitsBySerialQuery, unitsOfCustomerQuery } from '../units/queries';
import { type Choices, UnitChoices } from '../units/UnitChoices';

/// Of somebody else, or of nobody: found by what stands on the plate.
function BySerial({ customer, ...choices }: Omit<Choices, 'units'> & { customer: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [serial] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery(unitsBySerialQuery(serial));
  return (
    <>
      <TextInput
        label={t('about.serial')}
        dir="ltr"
        value={typed}
        onChange={e => setTyped(e.currentTarget.value)}
      />
      {found.data?.length === 0 && (
        <Text size="sm" role="note">
          {t('about.not_found')}{' '}
          <Link to="/units/register" search={{ customer } as never}>
            {t('about.register')}
          </Link>
        </Text>
      )}
      <UnitChoices units={found.data ?? []} {...choices} />
    </>
  );
}

/// Says which device a case is about, or that it is about none; by her own word where it matters.
export default function NameUnit({ view, close }: { view: CaseView; close: () => void }) {
  const { t } = useTranslation();
  const { id, customer_id: customer } = view.summary;
  const hers = useQuery(unitsOfCustomerQuery(customer));
  const [chosen, setChosen] = useState<string | null>(view.unit?.unit_id || null);
  const [word, setWord] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const isNone = chosen === 'none';
  const isHers = hers.data?.some(unit => unit.id === chosen);
  const isOther = chosen === 'other' || (chosen !== null && !isNone && hers.isSuccess && !isHers);
  const body = {
    unit_id: isNone ? null : chosen,
    interaction_id: word,
    reason: reason.trim() || null,
  };
  const params = { path: { case: id } };
  return (
    <Dialog title={t('about.which')} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={t('about.explain')}
        go={t('about.go')}
        fields={['interaction_id', 'reason']}
        isReady={chosen !== null && chosen !== 'other'}
        send={() => said(api.PUT('/cases/{case}/unit', { params, body }))}
      >
        {refusal => (
          <>
            <Stack gap="xs" role="radiogroup" aria-label={t('about.which')}>
              <UnitChoices units={hers.data ?? []} chosen={chosen} choose={setChosen} />
              <Radio
                checked={isOther}
                onChange={() => setChosen('other')}
                label={t('about.other')}
              />
              {isOther && <BySerial customer={customer} chosen={chosen} choose={setChosen} />}
              <Radio
                checked={isNone}
                onChange={() => setChosen('none')}
                label={t('about.about_none')}
              />
            </Stack>
            <HerMessage
              id={id}
              chosen={word}
              choose={setWord}
              problem={problemOf(refusal, 'interaction_id')}
              required={isNone}
            />
            <Textarea
              label={t('about.reason')}
              description={t('about.reason_hint')}
              required={isOther || word !== null}
              autosize
              minRows={2}
              maxLength={500}
              dir={reason ? 'auto' : undefined}
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
