import { Badge, Button, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { type Reading, readingsQuery, type Unit } from './queries';
import classes from './units.module.css';

const RecordReading = lazy(() => import('./RecordReading'));
const CorrectReading = lazy(() => import('./CorrectReading'));

/// How one of them is put right, by whoever may.
type Correct = ((one: Reading) => void) | undefined;

interface ItemProps {
  one: Reading;
  isNewest?: boolean;
  correct?: Correct;
}

function ReadingItem({ one, isNewest = false, correct }: ItemProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isVoid = one.voided_at != null;
  return (
    <li>
      <bdi>{one.meter}</bdi>:{' '}
      <Text span inherit fw={isNewest ? 600 : 400} td={isVoid ? 'line-through' : undefined}>
        {formats.number(one.value)}
      </Text>{' '}
      {isVoid && (
        <Badge size="sm" variant="default">
          {t('unit.voided')}
        </Badge>
      )}{' '}
      {!isVoid && one.total !== one.value && t('readings.in_all', { total: one.total })}{' '}
      {one.replaced && (
        <Badge size="sm" variant="default">
          {t('readings.new_meter')}
        </Badge>
      )}{' '}
      <Text span size="xs" c="dimmed">
        {formats.instant(one.at)} · {t(`readings.source_${one.source}`)} · {t('sales.recorded_by')}{' '}
        <bdi>{one.recorded_by}</bdi>
        {one.note && (
          <>
            {' · '}
            <q dir="auto">{one.note}</q>
          </>
        )}
        {one.voided_at && (
          <>
            {' · '}
            {t('unit.voided')} {formats.instant(one.voided_at)}: <bdi>{one.voided_by}</bdi>,{' '}
            <q dir="auto">{one.void_reason}</q>
          </>
        )}
      </Text>{' '}
      {correct && !isVoid && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('readings.correct_one', { value: one.value })}
          onClick={() => correct(one)}
        >
          {t('readings.correct')}
        </Button>
      )}
    </li>
  );
}

/// Newest first, of all its meters.
function All({ unit, correct }: { unit: string; correct: Correct }) {
  const found = useInfiniteQuery(readingsQuery(unit));
  return (
    <Loaded query={found}>
      {({ pages }) => (
        <>
          <ul>
            {pages
              .flatMap(page => page.items)
              .map(one => (
                <ReadingItem key={one.id} one={one} correct={correct} />
              ))}
          </ul>
          <MoreButton query={found} />
        </>
      )}
    </Loaded>
  );
}

/// What each of its meters shows, when it was read and by whom; what it showed before on a press.
export function Readings({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const { id } = unit.summary;
  const [wrong, setWrong] = useState<Reading>();
  const [isAll, setAll] = useState(false);
  const [isRecording, setRecording] = useState(false);
  return (
    <section className={classes.panel} aria-labelledby="its-readings">
      <h2 id="its-readings" className={classes.heading}>
        {t('readings.title')}
      </h2>
      {unit.meters.length === 0 && <Text c="dimmed">{t('readings.none')}</Text>}
      <ul>
        {unit.meters.map(one => (
          <ReadingItem key={one.id} one={one} isNewest />
        ))}
      </ul>
      {unit.meters.length > 0 && (
        <details className={classes.promise} onToggle={e => setAll(e.currentTarget.open)}>
          <summary>{t('readings.all')}</summary>
          {isAll && <All unit={id} correct={may('units_write') ? setWrong : undefined} />}
        </details>
      )}
      {may('units_write') && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => setRecording(true)}>
          {t('readings.record')}
        </Button>
      )}
      <Suspense>
        {isRecording && <RecordReading unit={unit} close={() => setRecording(false)} />}
        {wrong && (
          <CorrectReading
            unit={id}
            reading={wrong}
            close={() => setWrong(undefined)}
            after={() => void client.invalidateQueries({ queryKey: ['coverage'] })}
          />
        )}
      </Suspense>
    </section>
  );
}
