import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { nameIn } from '~/modules/sale_promises/names';
import { Loaded } from '~/ui/Loaded';
import { CoverageUses } from './CoverageUses';
import { givenQuery, type Given as One } from './queries';
import classes from './units.module.css';

const EndCoverage = lazy(() => import('./EndCoverage'));
const ReviveCoverage = lazy(() =>
  import('./EndCoverage').then(part => ({ default: part.ReviveCoverage })),
);

/// Why it ended, by whom, and until when it still holds.
function Ending({ ending }: { ending: NonNullable<One['ending']> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Text size="xs" c="dimmed">
      {t(`given.cause_${ending.cause}`)} · <q dir="auto">{ending.reason}</q> ·{' '}
      <bdi>{ending.ended_by}</bdi> · {formats.instant(ending.at)}
      {ending.holds_until_on &&
        ` · ${t('given.holds_until', { day: formats.date(ending.holds_until_on) })}`}
    </Text>
  );
}

function GivenItem({ one, unit }: { one: One; unit: string }) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const [asked, setAsked] = useState<'end' | 'revive'>();
  const close = () => setAsked(undefined);
  const act = one.state === 'valid' ? 'end' : 'revive';
  const name = nameIn(one.names, i18n.language) || t(`coverage_source.${one.source}`);
  const isCapped = one.lines.some(line => line.max_visits || line.max_amount_minor);
  return (
    <li className={classes.promise}>
      <Group gap="xs" justify="space-between">
        <Text span fw={one.state === 'valid' ? 600 : 400}>
          <bdi>{name}</bdi>{' '}
          <Text span size="xs" c="dimmed">
            {t(`given.${one.state}`)}
            {one.reference && (
              <>
                {' '}
                · <bdi>{one.reference}</bdi>
              </>
            )}
          </Text>
        </Text>
        {may('coverage_write') && (one.state === 'valid' || one.ending) && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`${t(`given.${act}`)}: ${name}`}
            onClick={() => setAsked(act)}
          >
            {t(`given.${act}`)}
          </Button>
        )}
      </Group>
      {one.ending && <Ending ending={one.ending} />}
      {isCapped && <CoverageUses coverage={one} unit={unit} />}
      <Suspense>
        {asked === 'end' && <EndCoverage one={one} name={name} close={close} />}
        {asked === 'revive' && <ReviveCoverage one={one} close={close} />}
      </Suspense>
    </li>
  );
}

/// What the unit was given besides what the law says: ended with a reason that its owner is told,
/// and taken back where that was a mistake.
export function Given({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const given = useQuery(givenQuery(unit));
  return (
    <section className={classes.panel} aria-labelledby="given">
      <h2 id="given" className={classes.heading}>
        {t('given.title')}
      </h2>
      <Loaded query={given}>
        {rows =>
          rows.length === 0 ? (
            <Text c="dimmed">{t('given.none')}</Text>
          ) : (
            <ul>
              {rows.map(one => (
                <GivenItem key={one.id} one={one} unit={unit} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
