import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { formatsOf } from '~/i18n/formats';
import { tell } from '~/ui/notify';
import { onLive } from './live';
import { useMe } from './session';

/// What is said to me in passing, wherever I am: a colleague calls me in, a promise of mine is at
/// risk.
export function useCalls() {
  const { t, i18n } = useTranslation();
  const me = useMe().person.id;
  useEffect(
    () =>
      onLive(({ kind, payload, actor_id, actor_name }) => {
        const mentioned = Array.isArray(payload.mentioned) ? payload.mentioned : [];
        if (kind === 'note.added' && mentioned.includes(me) && actor_id !== me)
          tell(t('call.mentioned', { name: actor_name, number: String(payload.number ?? '') }));
        if (kind === 'promise.at_risk' && payload.owner_id === me && payload.risk === 'late')
          tell(
            t('call.at_risk', {
              promise: t(`promise.${String(payload.promise_kind)}`),
              due: formatsOf(i18n.language).instant(String(payload.due_at)),
            }),
          );
      }),
    [t, i18n.language, me],
  );
}
