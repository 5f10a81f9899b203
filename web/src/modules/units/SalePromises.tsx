import { Badge, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import { ReasonDialog } from '~/ui/ReasonDialog';
import { PromiseUses } from './PromiseUses';
import { type SalePromise, salePromisesQuery, type Unit } from './queries';
import classes from './units.module.css';

const RecordPromise = lazy(() => import('./RecordPromise'));

/// What it makes free, and for which cases.
function Grants({ promise }: { promise: SalePromise }) {
  const { t } = useTranslation();
  const { components, case_kinds } = promise.terms;
  const free = components?.map(one => t(`component.${one}`)) ?? [t('sale_promise.everything')];
  const cases = case_kinds?.map(one => t(`kind.${one}`)) ?? [t('sale_promise.any_case')];
  return (
    <Text size="xs" c="dimmed">
      {t('sale_promise.grants', { free: free.join(', '), cases: cases.join(', ') })}
    </Text>
  );
}

function Counted({ promise }: { promise: SalePromise }) {
  const { t } = useTranslation();
  const { left, reserved, consumed } = promise;
  return (
    <Group gap={6} mt={2}>
      <Badge size="sm" variant={left > 0 ? 'light' : 'default'}>
        {t('sale_promise.left', { n: left })}
      </Badge>
      <Badge size="sm" variant="default">
        {t('sale_promise.held', { n: reserved })}
      </Badge>
      <Badge size="sm" variant="default">
        {t('sale_promise.used', { n: consumed })}
      </Badge>
    </Group>
  );
}

function Dated({ promise }: { promise: SalePromise }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <Text size="sm">
      {promise.due_at && t('sale_promise.due', { when: formats.fullDue(promise.due_at) })}
      {promise.became && ` · ${t(`sale_promise.became_${promise.became}`)}`}{' '}
      {promise.case_id && <Link to={`/case/${promise.case_id}`}>{t('sale_promise.its_case')}</Link>}
    </Text>
  );
}

/// With a notice to the owner; what the customer gives up ends on a case, by the customer's word.
function EndPromise({ promise }: { promise: SalePromise }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const params = { path: { sale_promise: promise.id } };
  return (
    <>
      <Button size="compact-xs" variant="subtle" onClick={() => setAsked(true)}>
        {t('sale_promise.end')}
      </Button>
      {isAsked && (
        <ReasonDialog
          title={`${t('sale_promise.end')}: ${promise.name}`}
          explain={t(
            promise.origin === 'remedy'
              ? 'sale_promise.end_amends_explain'
              : 'sale_promise.end_explain',
          )}
          label={t('sale_promise.end_reason')}
          freshens={['unit', promise.unit_id]}
          close={() => setAsked(false)}
          send={reason =>
            said(api.POST('/sale-promises/{sale_promise}/end', { params, body: { reason } }))
          }
        />
      )}
    </>
  );
}

function Promised({ promise }: { promise: SalePromise }) {
  const { t } = useTranslation();
  const may = useMay();
  const isQuantity = promise.form === 'quantity';
  const isAmends = promise.origin === 'remedy';
  const mayEnd = may('coverage_write') && (!isAmends || may('remedies_approve'));
  return (
    <li className={classes.promise}>
      <Text span fw={promise.standing === 'open' ? 600 : 400} dir="auto">
        {promise.words}
      </Text>
      {isAmends && promise.case_id && (
        <Text size="xs">
          {t('sale_promise.amends')} ·{' '}
          <Link to={`/case/${promise.case_id}`}>{t('sale_promise.its_case')}</Link>
        </Text>
      )}
      {isQuantity ? (
        <>
          <Counted promise={promise} />
          <Grants promise={promise} />
          <PromiseUses promise={promise} />
        </>
      ) : (
        <Dated promise={promise} />
      )}
      {promise.standing === 'open' && mayEnd && <EndPromise promise={promise} />}
    </li>
  );
}

/// What was said when it was sold: of free visits how many are left, held and used, of what is dated
/// the day; and more of it, by template.
export function SalePromises({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const may = useMay();
  const [isRecording, setRecording] = useState(false);
  const promised = useQuery(salePromisesQuery(unit.summary.id));
  const canRecord = may('units_write') && unit.sales.some(sale => sale.state !== 'voided');
  return (
    <section className={classes.panel} aria-labelledby="its-promises">
      <h2 id="its-promises" className={classes.heading}>
        {t('sale_promise.title')}
      </h2>
      {promised.isPending && <Loading />}
      {promised.isError && <Failure error={promised.error} again={() => void promised.refetch()} />}
      {promised.data?.length === 0 && <Text c="dimmed">{t('sale_promise.none')}</Text>}
      <ul>
        {promised.data?.map(promise => (
          <Promised key={promise.id} promise={promise} />
        ))}
      </ul>
      {canRecord && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={() => setRecording(true)}>
          {t('sale_promise.record')}
        </Button>
      )}
      <Suspense>
        {isRecording && <RecordPromise unit={unit} close={() => setRecording(false)} />}
      </Suspense>
    </section>
  );
}
