import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { IconAlarmSnooze } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { TimeLeft } from '~/ui/TimeLeft';
import type { Action } from '../actions/actions';
import classes from './case.module.css';
import type { CaseView } from './queries';

const ActionMenu = lazy(() => import('../actions/ActionMenu'));

/// The promise that is owed next, how its deadline was counted, and who owes it.
function OwedNext({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const next = view.promises.find(p => p.id === view.next_promise_id && p.state === 'pending');
  if (!next) return null;
  return (
    <section className={classes.owed} aria-label={t('case.owed')}>
      <TimeLeft owed={next} />
      <div>
        <Text size="sm" fw={600}>
          {t(`promise.${next.kind}`)} · {formats.instant(next.due_at)}
        </Text>
        {next.what && (
          <Text size="sm" className="words">
            {next.what}
          </Text>
        )}
      </div>
      {next.explanation.length > 0 && (
        <details className={classes.why}>
          <summary>{t('case.why')}</summary>
          {next.explanation.map(sentence => (
            <Text key={sentence} size="sm">
              {sentence}
            </Text>
          ))}
        </details>
      )}
    </section>
  );
}

interface Props {
  view: CaseView;
  act: (action: Action) => void;
  canWrite: boolean;
}

export function CaseHeader({ view, act, canWrite }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const row = view.summary;
  const isSnoozed = row.snoozed_until && new Date(row.snoozed_until).getTime() > Date.now();
  return (
    <header>
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <Title order={1} size="h3" dir="auto" ta="start">
          {row.subject}
        </Title>
        {canWrite && (
          <Suspense
            fallback={
              <Button size="xs" variant="default">
                {t('case.actions')}
              </Button>
            }
          >
            <ActionMenu row={row} act={act} />
          </Suspense>
        )}
      </Group>
      <Group gap="xs" mt={4}>
        <Text size="sm" c="dimmed">
          <bdi>{row.number}</bdi>
        </Text>
        <Badge variant={row.state === 'open' ? 'light' : 'outline'}>
          {t(`state.${row.state}`)}
        </Badge>
        <Badge variant="default">{t(`kind.${row.kind}`)}</Badge>
        {row.priority !== 'normal' && (
          <Badge variant="outline" color="gray">
            {t('case.priority', { priority: t(`priority.${row.priority}`) })}
          </Badge>
        )}
        {isSnoozed && row.snoozed_until && (
          <Badge
            variant="outline"
            color="gray"
            leftSection={<IconAlarmSnooze size={12} aria-hidden />}
          >
            {t('case.snoozed', { when: formats.instant(row.snoozed_until) })}
          </Badge>
        )}
        {view.tags.map(tag => (
          <Badge key={tag} variant="dot" color="gray">
            <bdi>{tag}</bdi>
          </Badge>
        ))}
        <Text size="sm" c="dimmed">
          <bdi>{view.owner_name || t('person.nobody')}</bdi> · <bdi>{view.team_name}</bdi>
        </Text>
      </Group>
      <OwedNext view={view} />
    </header>
  );
}
