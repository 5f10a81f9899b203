import { Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, newKey, said } from '~/api/client';
import { useMinorMoney } from '~/i18n/money';
import { Dialog } from '~/ui/Dialog';
import { spokenChannels } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { Consequence } from '../queries';
import { isHers, needsChannel, needsReason, nextOf } from './deeds';

interface Props {
  one: Consequence;
  id: string; // of the case
  close: () => void;
}

/// What was chosen, paid, issued, done or refused; what follows from it is said before.
export default function DecideForm({ one, id, close }: Props) {
  const { t } = useTranslation();
  const money = useMinorMoney();
  const [decision, setDecision] = useState(
    one.decisions.filter(({ name }) => name !== 'refused').length === 1
      ? (one.decisions[0]?.name ?? '')
      : '',
  );
  const [channel, setChannel] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [key] = useState(newKey);
  const title = t(isHers(one) ? 'law_deed.choice' : 'law_deed.decide');
  const isReasonNeeded = needsReason(one, decision);
  const isChannelNeeded = needsChannel(one, decision);
  const isReady =
    decision !== '' && (!isReasonNeeded || reason.trim() !== '') && (!isChannelNeeded || !!channel);
  const params = { path: { legal_consequence: one.id }, header: { 'Idempotency-Key': key } };
  const body = { decision, reason: reason.trim(), channel: isChannelNeeded ? (channel ?? '') : '' };
  const amount = one.amount_minor ? money(one.amount_minor, one.currency) : '';
  return (
    <Dialog title={title} close={close}>
      <QuickForm
        freshens={['case', id]}
        close={close}
        explain={`${one.title}. ${one.words}`}
        go={t('law_decide.go')}
        fields={['decision', 'channel', 'reason']}
        isReady={isReady}
        send={() =>
          said(api.POST('/legal-consequences/{legal_consequence}/decision', { params, body }))
        }
      >
        {refusal => (
          <>
            <Radio.Group
              label={t('law_decide.what')}
              required
              error={problemOf(refusal, 'decision')}
              value={decision}
              onChange={setDecision}
            >
              <Stack gap={6} mt={4}>
                {one.decisions.map(({ name, words }, at) => (
                  <Radio
                    key={name}
                    value={name}
                    label={words}
                    data-autofocus={at === 0 || undefined}
                  />
                ))}
              </Stack>
            </Radio.Group>
            {decision && (
              <Text size="sm" role="status">
                {t(`law_next.${nextOf(decision, amount !== '')}`, { amount })}
              </Text>
            )}
            {one.state === 'to_decide' && (
              <Text size="sm">{t('law_decide.on_your_authority')}</Text>
            )}
            {isChannelNeeded && (
              <Select
                label={t('law_decide.channel')}
                description={t('law_decide.channel_hint')}
                required
                allowDeselect={false}
                error={problemOf(refusal, 'channel')}
                data={spokenChannels.map(value => ({ value, label: t(`channel.${value}`) }))}
                value={channel}
                onChange={setChannel}
              />
            )}
            <TextInput
              label={t(isReasonNeeded ? 'law_decide.reason' : 'law_decide.note')}
              description={t(isReasonNeeded ? 'law_decide.reason_hint' : 'law_decide.note_hint')}
              required={isReasonNeeded}
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
