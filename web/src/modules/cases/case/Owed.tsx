import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { TimeLeft } from '~/ui/TimeLeft';
import { type Act, isKeptByDeed, isOnesWord } from '../actions/actions';
import classes from './case.module.css';
import type { CaseView } from './queries';

type OnCase = Schemas['PromiseView'];

function Why({ promise }: { promise: OnCase }) {
  const { t } = useTranslation();
  if (promise.explanation.length === 0) return null;
  return (
    <details className={classes.why}>
      <summary>{t('case.why')}</summary>
      {promise.explanation.map(sentence => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
    </details>
  );
}

function OneOwed({ promise: p, act }: { promise: OnCase; act?: Act }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const about = `${t(`promise.${p.kind}`)} · ${formats.due(p.due_at)}`;
  return (
    <li className={classes.owed}>
      <TimeLeft owed={p} />
      <div>
        <Text size="sm" fw={600}>
          {about}
        </Text>
        {p.what && (
          <Text size="sm">
            <bdi>{p.what}</bdi>
          </Text>
        )}
      </div>
      <Why promise={p} />
      {act && (
        <Group gap={4} className={classes.deeds}>
          {isKeptByDeed(p) && (
            <Button
              size="compact-xs"
              variant="light"
              aria-label={`${t('action.keep')}: ${about}`}
              onClick={() => act('keep', p.id)}
            >
              {t('action.keep')}
            </Button>
          )}
          {isOnesWord(p) && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`${t('action.withdraw')}: ${about}`}
              onClick={() => act('withdraw', p.id)}
            >
              {t('action.withdraw')}
            </Button>
          )}
        </Group>
      )}
    </li>
  );
}

/// All that is owed on this case, the nearest deadline first: how it was counted, and what settles
/// it.
export function Owed({ view, act }: { view: CaseView; act?: Act }) {
  const { t } = useTranslation();
  const pending = view.promises
    .filter(p => p.state === 'pending')
    .sort((a, b) => a.due_at.localeCompare(b.due_at));
  if (pending.length === 0) return null;
  return (
    <ul className={classes.allOwed} aria-label={t('case.owed')}>
      {pending.map(p => (
        <OneOwed key={p.id} promise={p} act={act} />
      ))}
    </ul>
  );
}
