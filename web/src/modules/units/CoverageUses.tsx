import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { useMinorMoney } from '~/i18n/money';
import { Loaded } from '~/ui/Loaded';
import { type CoverageUse, coverageUsesQuery, type Given } from './queries';

const TellUse = lazy(() => import('./TellUse'));
const TakeUseBack = lazy(() => import('./TellUse').then(part => ({ default: part.TakeUseBack })));

function UseItem({ use, takeBack }: { use: CoverageUse; takeBack?: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const money = useMinorMoney();
  const isBack = use.taken_back_at !== null;
  return (
    <li>
      <Text span td={isBack ? 'line-through' : undefined}>
        {use.visits > 0 && t('given.visits', { n: use.visits })}
        {use.visits > 0 && use.amount_minor > 0 && ' · '}
        {use.amount_minor > 0 && money(use.amount_minor, use.currency)}
      </Text>{' '}
      <Text span size="xs" c="dimmed">
        {use.invoice_id ? t('given.by_invoice') : <q dir="auto">{use.reason}</q>} ·{' '}
        <bdi>{use.recorded_by}</bdi> · {formats.instant(use.at)}
        {use.used_on && ` · ${t('given.used_on')}: ${formats.date(use.used_on)}`}
        {isBack && (
          <>
            {' '}
            · {t('given.taken_back')} <bdi>{use.taken_back_by}</bdi>
            {use.taken_back_reason && (
              <>
                {' '}
                <q dir="auto">{use.taken_back_reason}</q>
              </>
            )}
          </>
        )}
      </Text>
      {takeBack && !isBack && !use.invoice_id && (
        <Button size="compact-xs" variant="subtle" onClick={takeBack}>
          {t('given.take_back')}
        </Button>
      )}
    </li>
  );
}

function Uses({ coverage, unit }: { coverage: Given; unit: string }) {
  const { t } = useTranslation();
  const may = useMay();
  const uses = useQuery(coverageUsesQuery(unit, coverage.id));
  const [asked, setAsked] = useState<CoverageUse | 'tell'>();
  const close = () => setAsked(undefined);
  const canWrite = may('coverage_write');
  return (
    <>
      <Loaded query={uses}>
        {rows => (
          <ul>
            {rows.length === 0 && <li>{t('given.no_use')}</li>}
            {rows.map(use => (
              <UseItem
                key={use.id}
                use={use}
                {...(canWrite && { takeBack: () => setAsked(use) })}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {canWrite && (
        <Button size="compact-xs" variant="default" onClick={() => setAsked('tell')}>
          {t('given.tell_use')}
        </Button>
      )}
      <Suspense>
        {asked === 'tell' && <TellUse coverage={coverage} close={close} />}
        {asked && asked !== 'tell' && <TakeUseBack use={asked} close={close} />}
      </Suspense>
    </>
  );
}

/// What was used of its limits, asked for when somebody looks.
export function CoverageUses({ coverage, unit }: { coverage: Given; unit: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={e => setOpen(e.currentTarget.open)}>
      <summary>{t('given.uses')}</summary>
      {isOpen && <Uses coverage={coverage} unit={unit} />}
    </details>
  );
}
