import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Counting } from '~/ui/Counting';
import { Empty } from '~/ui/Empty';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { People } from './People';
import { nowReport } from './queries';
import { Teams } from './Teams';
import { Totals } from './Totals';
import { WaitingList } from './WaitingList';

/// What is in danger, whose it is, who has room, who waits longest.
export default function Now() {
  const { t } = useTranslation();
  const formats = useFormats();
  const found = useQuery(nowReport);
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failure error={found.error} again={() => void found.refetch()} />;
  const now = found.data;
  const isQuiet = now.total.pending === 0 && now.total.broken === 0;
  return (
    <>
      <Heading title={t('now.title')}>
        <Text size="sm" c="dimmed" aria-live="polite">
          {t('now.as_of', { time: formats.time(now.at) })}
        </Text>
      </Heading>
      <Totals total={now.total} />
      {isQuiet && <Empty title={t('now.quiet')} text={t('now.quiet_text')} />}
      <WaitingList rows={now.waiting} />
      <Teams rows={now.teams} />
      <People rows={now.people} teams={now.teams} />
      <Counting
        lines={[
          t('now.counting_pending'),
          t('now.counting_half'),
          t('now.counting_late'),
          t('now.counting_broken'),
          t('now.counting_room'),
          t('now.counting_waiting'),
        ]}
      />
    </>
  );
}
