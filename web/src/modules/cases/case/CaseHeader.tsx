import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useFormats } from '~/i18n/formats';
import type { Act } from '../actions/actions';
import type { Attendance } from '../attendance/attendance';
import { Owed } from './Owed';
import type { CaseView } from './queries';

const ActionMenu = lazy(() => import('../actions/ActionMenu'));
const Attendees = lazy(async () => {
  const { Attendees } = await import('../attendance/Attendees');
  return { default: Attendees };
});

interface Props {
  view: CaseView;
  act: Act;
  canWrite: boolean;
  others: Attendance[];
}

export function CaseHeader({ view, act, canWrite, others }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isAwaited, setAwaited] = useState(false);
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
              // Pressed before its menu came, it opens once that is here. The press counts from its
              // beginning: when it ends, another button may stand there.
              <Button
                size="xs"
                variant="default"
                style={{ flex: 'none' }}
                aria-haspopup="menu"
                loading={isAwaited}
                onMouseDown={() => setAwaited(true)}
                onClick={() => setAwaited(true)}
                rightSection={<IconChevronDown size={14} aria-hidden />}
              >
                {t('case.actions')}
              </Button>
            }
          >
            <ActionMenu
              view={view}
              act={act}
              isAwaited={isAwaited}
              came={() => setAwaited(false)}
            />
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
          <Badge variant="outline" color="gray">
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
      <div aria-live="polite">
        {others.length > 0 && (
          <Suspense>
            <Attendees list={others} />
          </Suspense>
        )}
      </div>
      <Owed view={view} act={canWrite ? act : undefined} />
    </header>
  );
}
