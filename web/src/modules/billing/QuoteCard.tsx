import { Badge, Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { useFormats } from '~/i18n/formats';
import { useMoney } from '~/i18n/money';
import { tell, tellFailure } from '~/ui/notify';
import classes from './billing.module.css';
import { Lines } from './Lines';
import { PaperButton } from './PaperButton';
import { type BillLine, type BillRights, type Quote, settingsQuery } from './queries';
import { Returned } from './Returned';
import { Signatures } from './Signatures';

const ToldAnswer = lazy(() => import('./ToldAnswer'));
const SignQuote = lazy(() => import('./SignQuote'));
const WaiverForm = lazy(() => import('./WaiverForm'));

const stateOf = (quote: Quote) =>
  quote.state === 'withdrawn'
    ? 'withdrawn'
    : quote.is_invoiced
      ? 'invoiced'
      : quote.is_over
        ? 'over'
        : 'open';

/// One quote: its lines with what she says of them, and what can be done with it.
export function QuoteCard({ quote, can }: { quote: Quote; can: BillRights }) {
  const { t } = useTranslation();
  const money = useMoney();
  const formats = useFormats();
  const client = useQueryClient();
  const [waived, setWaived] = useState<BillLine>();
  const [told, setTold] = useState<{ line: BillLine; units?: number }>();
  const [isSigning, setSigning] = useState(false);
  const params = { path: { quote: quote.id } };
  const freshen = () => client.invalidateQueries({ queryKey: ['case', quote.case_id] });
  const answer = useMutation({
    mutationFn: (answers: { line: number; answer: 'approved' | 'declined'; units?: number }[]) =>
      said(
        api.POST('/quotes/{quote}/answers', {
          params,
          body: { version: quote.version, answers, via: 'phone' },
        }),
      ),
    onSuccess: freshen,
    onError: tellFailure,
  });
  // What she is to pay for needs her own word; the rest is taken down at once.
  function say(n: number, word: 'approved' | 'declined', units?: number) {
    const line = quote.lines.find(one => one.line === n);
    if (word === 'approved' && line && Number(line.net) > 0) setTold({ line, units });
    else answer.mutate([{ line: n, answer: word, units }]);
  }
  const send = useMutation({
    mutationFn: () => said(api.POST('/quotes/{quote}/send', { params })),
    onSuccess: async () => {
      tell(t('quote.was_sent'));
      await freshen();
    },
    onError: tellFailure,
  });
  const invoice = useMutation({
    mutationFn: () =>
      said(api.POST('/quotes/{quote}/invoices', { params, body: { version: quote.version } })),
    onSuccess: freshen,
    onError: tellFailure,
  });
  const state = stateOf(quote);
  const isOpen = state === 'open';
  const settings = useQuery(settingsQuery).data;
  const isHersAlone = settings?.own_answers_only ?? false;
  const asks = quote.lines.some(line => Number(line.net) > 0);
  const chosen = quote.lines.filter(l =>
    l.answer ? l.answer.answer === 'approved' : Number(l.net) === 0,
  );
  return (
    <div className={classes.bill}>
      <Group justify="space-between" gap="xs">
        <Text span size="sm" fw={600}>
          <bdi>{quote.number}</bdi>
        </Text>
        <Badge size="sm" variant="default">
          {t(`quote.state_${state}`)}
        </Badge>
      </Group>
      <Lines
        lines={quote.lines}
        currency={quote.currency}
        answer={isOpen && can.bill && settings && !isHersAlone ? say : undefined}
        waive={isOpen && can.bill ? setWaived : undefined}
      />
      <Text size="sm" fw={600}>
        {t('bill.total', { amount: money(quote.total.gross, quote.currency) })}
      </Text>
      {isOpen && isHersAlone && asks && <Text size="xs">{t('quote.own_answers_only')}</Text>}
      <Signatures all={quote.signatures} />
      {isOpen && (
        <Text size="xs" c="dimmed">
          {t('quote.valid_until', { day: formats.date(quote.valid_until_on) })}
        </Text>
      )}
      {isOpen && (
        <Group gap={4} mt={4}>
          {can.bill && (
            <Button
              size="compact-xs"
              variant="light"
              loading={send.isPending}
              onClick={() => send.mutate()}
            >
              {t('quote.send')}
            </Button>
          )}
          {quote.link && (
            <Button
              component="a"
              href={quote.link}
              target="_blank"
              size="compact-xs"
              variant="subtle"
            >
              {t('bill.her_page')}
            </Button>
          )}
          {can.bill && asks && (
            <Button size="compact-xs" variant="light" onClick={() => setSigning(true)}>
              {t('quote.let_sign')}
            </Button>
          )}
          {can.print && (
            <PaperButton
              key={`${quote.version} ${quote.signatures.length}`}
              of="quote"
              id={quote.id}
              caseId={quote.case_id}
            />
          )}
          {can.bill && chosen.length > 0 && (
            <Button size="compact-xs" loading={invoice.isPending} onClick={() => invoice.mutate()}>
              {t('quote.invoice')}
            </Button>
          )}
        </Group>
      )}
      <Returned quote={quote} can={can} />
      {state === 'invoiced' && quote.signatures.length > 0 && can.print && (
        <PaperButton of="quote" id={quote.id} caseId={quote.case_id} />
      )}
      <Suspense>
        {told && <ToldAnswer quote={quote} {...told} close={() => setTold(undefined)} />}
        {isSigning && <SignQuote quote={quote} close={() => setSigning(false)} />}
        {waived && <WaiverForm line={waived} of={{ quote }} close={() => setWaived(undefined)} />}
      </Suspense>
    </div>
  );
}
