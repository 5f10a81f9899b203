import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { type Repair, repairsQuery } from './queries';
import classes from './units.module.css';

const CorrectRepair = lazy(() => import('./CorrectRepair'));

/// When it was in repair: coverage and the law's clocks count by it. What was told wrongly is put
/// right here.
export function Repairs({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const repairs = useQuery(repairsQuery(unit));
  const [asked, setAsked] = useState<Repair['id']>();
  if (repairs.data?.length === 0) return null;
  // As it stands now: somebody may have put it right meanwhile.
  const corrected = repairs.data?.find(one => one.id === asked);
  const days = (from: string, until?: string | null) =>
    `${formats.date(from)} – ${until ? formats.date(until) : t('repairs.still')}`;
  const span = (one: Repair) => days(one.from_on, one.until_on);
  return (
    <section className={classes.panel} aria-labelledby="its-repairs">
      <h2 id="its-repairs" className={classes.heading}>
        {t('repairs.title')}
      </h2>
      <Loaded query={repairs}>
        {rows => (
          <ul>
            {rows.map(one => (
              <li key={one.id}>
                {span(one)}{' '}
                <Text span size="xs" c="dimmed">
                  <bdi>{one.recorded_by}</bdi>
                </Text>{' '}
                {may('units_write') && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={`${t('repairs.correct')}: ${span(one)}`}
                    onClick={() => setAsked(one.id)}
                  >
                    {t('repairs.correct')}
                  </Button>
                )}
                {one.former.map(was => (
                  <Text key={was.at} size="xs" c="dimmed">
                    {t('repairs.was', {
                      days: days(was.was_from_on, was.was_until_on),
                      at: formats.date(was.at),
                      who: was.actor,
                    })}{' '}
                    <bdi>{was.reason}</bdi>
                  </Text>
                ))}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <Suspense>
        {corrected && (
          <CorrectRepair one={corrected} now={span(corrected)} close={() => setAsked(undefined)} />
        )}
      </Suspense>
    </section>
  );
}
