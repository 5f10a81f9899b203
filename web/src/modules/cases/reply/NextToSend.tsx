import { Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import type { CaseView } from '../case/queries';
import type { Draft } from './draft';

type StaysOpen = Pick<Schemas['StaysOpen'], 'kind' | 'due_at' | 'what'>;

/// Counted by the server, in the calendar of the standard that fits; anew when the case changes.
const afterQuery = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'after'],
    queryFn: () => said(api.GET('/cases/{case}/after-answer', { params: { path: { case: id } } })),
  });

function wordOf(draft: Draft): StaysOpen | undefined {
  if (!draft.promise_due_at) return undefined;
  return {
    kind: draft.promise_kind as StaysOpen['kind'],
    due_at: new Date(draft.promise_due_at).toISOString(),
    what: draft.promise_what,
  };
}

/// What stays promised once this is sent: kind, day and hour, beside the button that sends it.
export function NextToSend({ view, draft }: { view: CaseView; draft: Draft }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isOpen = view.summary.state !== 'closed';
  const { data } = useQuery({ ...afterQuery(view.summary.id), enabled: isOpen });
  const stays = draft.after === 'promise' ? wordOf(draft) : data?.[draft.after];
  if (!stays) return null;
  return (
    <Text size="sm" aria-live="polite" style={{ flex: 1 }}>
      {t('after.stays')}{' '}
      <strong>
        {t(`promise.${stays.kind}`)} · {formats.due(stays.due_at)}
      </strong>
      {stays.what && (
        <>
          {' '}
          · <bdi>{stays.what}</bdi>
        </>
      )}
    </Text>
  );
}
