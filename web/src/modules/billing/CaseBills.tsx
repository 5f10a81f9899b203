import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import classes from '~/modules/customers/customers.module.css';
import { tellFailure } from '~/ui/notify';
import { CaseUnit } from './CaseUnit';
import { InvoiceCard } from './InvoiceCard';
import { QuoteCard } from './QuoteCard';
import {
  type BillRights,
  type CasePromise,
  invoicesQuery,
  promisedQuery,
  quotesQuery,
} from './queries';
import { Waivers } from './Waivers';

const Finding = lazy(() => import('./Finding'));
const GiveUp = lazy(() => import('./GiveUp'));
const NewQuote = lazy(() => import('./NewQuote'));

/// One promise of the sale, as it stands for this case: held, used, or there to be used.
function Promised({ one, id, canWrite }: { one: CasePromise; id: string; canWrite: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const formats = useFormats();
  const { promise, hold } = one;
  const params = { path: { sale_promise: promise.id } };
  const body = { case_id: id };
  const act = useMutation({
    mutationFn: () =>
      hold === 'reserved'
        ? said(api.POST('/sale-promises/{sale_promise}/release', { params, body }))
        : said(api.POST('/sale-promises/{sale_promise}/reserve', { params, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['case', id] }),
    onError: tellFailure,
  });
  const may = useMay();
  const [isGivenUp, setGivenUp] = useState(false);
  // What was granted to make amends is let go where it was granted.
  const isAmends = promise.origin === 'remedy';
  const canGiveUp = canWrite && !isAmends && promise.standing === 'open' && may('coverage_write');
  const canReserve =
    hold === 'none' && promise.form === 'quantity' && promise.standing === 'open' && one.is_meant;
  return (
    <li>
      <span dir="auto">{promise.words}</span>
      {isAmends && promise.case_id && promise.case_id !== id && (
        <Text size="xs">
          {t('sale_promise.amends')} ·{' '}
          <Link to={`/case/${promise.case_id}`}>{t('sale_promise.its_case')}</Link>
        </Text>
      )}
      {promise.due_at && (
        <Text size="xs" c="dimmed">
          {t('sale_promise.due', { when: formats.due(promise.due_at) })}
        </Text>
      )}
      {hold !== 'none' && (
        <Text size="xs" fw={600}>
          {t(`promised.${hold}`)}
        </Text>
      )}
      <Group mt={2} gap={4}>
        {canWrite && (canReserve || hold === 'reserved') && (
          <Button
            size="compact-xs"
            variant="subtle"
            loading={act.isPending}
            onClick={() => act.mutate()}
          >
            {t(hold === 'reserved' ? 'promised.release' : 'promised.reserve')}
          </Button>
        )}
        {canGiveUp && (
          <Button size="compact-xs" variant="subtle" onClick={() => setGivenUp(true)}>
            {t('promised.give_up')}
          </Button>
        )}
      </Group>
      <Suspense>
        {isGivenUp && <GiveUp promise={promise} id={id} close={() => setGivenUp(false)} />}
      </Suspense>
    </li>
  );
}

interface Props {
  id: string; // of the case
  canWrite: boolean; // on the case itself; money has rights of its own
  isMerged: boolean;
}

/// What was promised free at the sale, what it will cost, what is to be paid.
export default function CaseBills({ id, canWrite, isMerged }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const can: BillRights = {
    bill: may('bills_write') && !isMerged,
    refund: may('bills_refund') && !isMerged,
    print: canWrite,
  };
  const [isNew, setNew] = useState(false);
  const [isFinding, setFinding] = useState(false);
  const promised = useQuery(promisedQuery(id));
  const quotes = useQuery(quotesQuery(id));
  const invoices = useQuery(invoicesQuery(id));
  return (
    <section className={classes.panel} aria-label={t('bill.title')}>
      <CaseUnit id={id} canWrite={canWrite} />
      {(promised.data ?? []).length > 0 && (
        <>
          <h2 className={classes.heading}>{t('promised.title')}</h2>
          <ul>
            {promised.data?.map(one => (
              <Promised key={one.promise.id} one={one} id={id} canWrite={canWrite} />
            ))}
          </ul>
        </>
      )}
      <h3>{t('bill.title')}</h3>
      {quotes.data?.map(quote => (
        <QuoteCard key={quote.id} quote={quote} can={can} />
      ))}
      {invoices.data?.map(invoice => (
        <InvoiceCard key={invoice.id} invoice={invoice} can={can} />
      ))}
      <Waivers id={id} />
      {can.bill && (
        <Group gap={4} mt="xs">
          <Button size="compact-xs" variant="default" onClick={() => setNew(true)}>
            {t('quote.new')}
          </Button>
          <Button size="compact-xs" variant="subtle" onClick={() => setFinding(true)}>
            {t('finding.title')}
          </Button>
        </Group>
      )}
      <Suspense>
        {isNew && <NewQuote id={id} close={() => setNew(false)} />}
        {isFinding && <Finding id={id} close={() => setFinding(false)} />}
      </Suspense>
    </section>
  );
}
