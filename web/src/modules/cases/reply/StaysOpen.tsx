import { Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '~/api/client';
import { wordKinds } from '~/ui/enums';
import { problemOf } from '~/ui/Failure';
import type { CaseView } from '../case/queries';
import type { Draft } from './draft';

interface Props {
  view: CaseView;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  refusal?: Refusal;
}

/// Which promise there will be after sending: a case is never left without one.
export function StaysOpen({ view, draft, change, refusal }: Props) {
  const { t } = useTranslation();
  const kept = view.promises.filter(p => p.state === 'pending' && p.kind === 'answer_by');
  return (
    <Stack gap={6} role="group" aria-label={t('after.title')}>
      <Text size="sm" fw={600}>
        {t('after.title')}
      </Text>
      <SegmentedControl
        size="xs"
        aria-label={t('after.title')}
        data={(['follow_up', 'promise', 'solved'] as const).map(value => ({
          value,
          label: t(`after.${value}`),
        }))}
        value={draft.after}
        onChange={after => change({ after: after as Draft['after'] })}
        style={{ alignSelf: 'flex-start' }}
      />
      <Text size="sm" c="dimmed">
        {kept.length > 0 && `${t('after.keeps')} `}
        {t(`after.${draft.after}_text`)}
      </Text>
      {draft.after === 'promise' && (
        <Group gap="sm" align="flex-start">
          <Select
            size="xs"
            label={t('word.kind')}
            allowDeselect={false}
            data={wordKinds.map(value => ({ value, label: t(`promise.${value}`) }))}
            value={draft.promise_kind}
            error={problemOf(refusal, 'promise_kind')}
            onChange={value => change({ promise_kind: value ?? 'call_back_by' })}
          />
          <TextInput
            size="xs"
            type="datetime-local"
            label={t('word.due')}
            required
            value={draft.promise_due_at}
            error={problemOf(refusal, 'promise_due_at')}
            onChange={e => change({ promise_due_at: e.currentTarget.value })}
          />
          <TextInput
            size="xs"
            label={t('word.what')}
            dir={draft.promise_what ? 'auto' : undefined}
            style={{ flex: 1, minInlineSize: '10rem' }}
            value={draft.promise_what}
            error={problemOf(refusal, 'promise_what')}
            onChange={e => change({ promise_what: e.currentTarget.value })}
          />
        </Group>
      )}
    </Stack>
  );
}
