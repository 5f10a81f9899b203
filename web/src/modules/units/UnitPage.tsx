import { Button, SimpleGrid, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Failure } from '~/ui/Failure';
import { Heading } from '~/ui/Heading';
import { Loading } from '~/ui/Loading';
import { About } from './About';
import { Changes } from './Changes';
import { Coverage } from './Coverage';
import { Given } from './Given';
import { HandOver } from './HandOver';
import { casesOfUnitQuery, historyQuery, type Unit, unitQuery } from './queries';
import { Readings } from './Readings';
import { Repairs } from './Repairs';
import { SalePromises } from './SalePromises';
import { Sales } from './Sales';
import classes from './units.module.css';

const UnitDeeds = lazy(() => import('./UnitDeeds'));

function Cases({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const cases = useQuery(casesOfUnitQuery(unit));
  return (
    <section className={classes.panel} aria-labelledby="its-cases">
      <h2 id="its-cases" className={classes.heading}>
        {t('unit.cases')}
      </h2>
      {cases.isPending && <Loading />}
      {cases.isError && <Failure error={cases.error} again={() => void cases.refetch()} />}
      {cases.data?.length === 0 && <Text c="dimmed">{t('unit.no_cases')}</Text>}
      <ul>
        {cases.data?.map(row => (
          <li key={row.id}>
            <Link to={`/case/${row.id}`}>
              <bdi>{row.number}</bdi> · <bdi>{row.subject}</bdi>
            </Link>{' '}
            <Text span size="sm" c="dimmed">
              {formats.day(row.opened_at)}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Story({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const history = useQuery(historyQuery(unit));
  return (
    <section className={classes.panel} aria-labelledby="its-story">
      <h2 id="its-story" className={classes.heading}>
        {t('unit.story')}
      </h2>
      {history.isPending && <Loading />}
      {history.isError && <Failure error={history.error} again={() => void history.refetch()} />}
      <ul>
        {history.data?.map(row => (
          <li key={row.id}>
            {t(`unit_event.${row.what}`)}{' '}
            <Text span size="sm" c="dimmed">
              {formats.full(row.at)} · <bdi>{row.actor}</bdi>
            </Text>
            {(row.what === 'changed' || row.what === 'sale_changed') && (
              <Changes details={row.details} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/// Somebody saw the plate: it is what we say it is.
function Confirm({ unit }: { unit: Unit }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const id = unit.summary.id;
  const confirm = useMutation({
    mutationFn: () =>
      said(
        api.PATCH('/units/{unit}', {
          params: { path: { unit: id } },
          body: { version: unit.summary.version, confirmed: true },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['unit', id] }),
  });
  return (
    <>
      <Button size="sm" loading={confirm.isPending} onClick={() => confirm.mutate()}>
        {t('unit.confirm')}
      </Button>
      {confirm.isError && <Failure error={confirm.error} />}
    </>
  );
}

/// What it is, whose, what covers it until when and why, its story.
export default function UnitPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const unit = useQuery(unitQuery(id));
  const title = unit.data?.summary.title || t('unit.title');
  useEffect(() => {
    document.title = `${title} · Vefa`;
  }, [title]);
  if (unit.isPending) return <Loading />;
  if (unit.isError) return <Failure error={unit.error} again={() => void unit.refetch()} />;
  const { summary } = unit.data;
  return (
    <>
      <Heading
        title={
          <>
            <bdi>{title}</bdi>{' '}
            {summary.name && !title.includes(summary.name) && (
              <Text span c="dimmed" fw={400}>
                <bdi>{summary.name}</bdi>
              </Text>
            )}
          </>
        }
      >
        {summary.state === 'provisional' && may('units_write') && <Confirm unit={unit.data} />}
        {may('customers_read') && (
          <Link to={`/documents/unit/${summary.id}`}>{t('documents.title')}</Link>
        )}
        {may('units_write') && (
          <Suspense>
            <UnitDeeds unit={unit.data} />
          </Suspense>
        )}
        {may('units_write') && <HandOver unit={summary} />}
      </Heading>
      <SimpleGrid cols={{ base: 1, md: 2 }} verticalSpacing={0}>
        <About unit={unit.data} />
        {may('cases_read') && <Cases unit={summary.id} />}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} verticalSpacing={0}>
        <Sales unit={unit.data} />
        <Readings unit={unit.data} />
      </SimpleGrid>
      <SalePromises unit={unit.data} />
      <Coverage unit={summary.id} />
      <Repairs unit={summary.id} />
      <Given unit={summary.id} />
      {may('customers_read') && <Story unit={summary.id} />}
    </>
  );
}
