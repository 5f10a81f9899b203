import { Button, Group, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asRefusal, newKey, type Refusal } from '~/api/client';
import { useMay } from '~/app/session';
import { current } from '~/i18n';
import { useFormats } from '~/i18n/formats';
import { InLanguage } from '~/i18n/InLanguage';
import { useMoney } from '~/i18n/money';
import { customerQuery } from '~/modules/customers/queries';
import { Dialog } from '~/ui/Dialog';
import { Failure, FailureNote, problemOf } from '~/ui/Failure';
import { FileField } from '~/ui/FileField';
import { Loading } from '~/ui/Loading';
import { tell } from '~/ui/notify';
import { SignaturePad } from '~/ui/SignaturePad';
import classes from './billing.module.css';
import type { BillLine, Quote } from './queries';
import { type Answers, quoteAsRead, type Said, sendSigned, uploadScan } from './signing';
import { useUnits } from './useUnits';

type How = 'screen' | 'paper';
const shown = ['signature.name', 'signature.drawn', 'signature.scan_id', 'answers'];

interface Props {
  quote: Quote;
  close: () => void;
  done: () => void; // told in our language
}

interface OneLine {
  line: BillLine;
  currency: string;
  answer: Answers[number] | undefined;
  say: (said: Said) => void;
}

/// A line as she reads it: what it costs her, why it is less, and what she says of it.
function Read({ line, currency, answer, say }: OneLine) {
  const { t } = useTranslation();
  const unitsOf = useUnits();
  const money = useMoney();
  return (
    <li className={classes.read}>
      <Group justify="space-between" wrap="nowrap" align="baseline">
        <Text span fw={600}>
          <bdi>{line.description}</bdi>
        </Text>
        <Text span fw={600} className={classes.amount}>
          {line.is_free ? t('bill.free') : money(line.gross, currency)}{' '}
          {line.full !== line.net && (
            <Text span size="sm" c="dimmed" td="line-through">
              {money(line.full, currency)}
            </Text>
          )}
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {t(`component.${line.component}`)} · {line.quantity} × {money(line.unit_price, currency)}
      </Text>
      {line.words.map(sentence => (
        <Text size="sm" key={sentence} dir="auto">
          {sentence}
        </Text>
      ))}
      {Number(line.net) > 0 && (
        <Radio.Group
          aria-label={line.description}
          value={answer?.answer ?? null}
          onChange={value => say({ answer: value as Said['answer'] })}
        >
          <Group mt="xs">
            <Radio value="approved" label={t('quote.i_approve')} />
            <Radio value="declined" label={t('quote.i_decline')} />
          </Group>
        </Radio.Group>
      )}
      {answer?.answer === 'approved' && line.gross_of_units.length > 0 && (
        <NativeSelect
          mt="xs"
          label={t('quote.how_many')}
          data={unitsOf(line, currency)}
          value={String(answer.units ?? line.gross_of_units.length)}
          onChange={e => say({ answer: 'approved', units: Number(e.currentTarget.value) })}
        />
      )}
    </li>
  );
}

const spoken = (quote: Quote): Answers =>
  Object.fromEntries(
    quote.lines.flatMap(l =>
      l.answer ? [[l.line, { answer: l.answer.answer, units: l.answer.units ?? undefined }]] : [],
    ),
  );

/// What she pays of a line, as far as she approves it.
const approvedOf = (line: BillLine, said: Said | undefined) =>
  said?.answer === 'approved'
    ? Number(said.units ? line.gross_of_units[said.units - 1] : line.gross)
    : 0;

/// What signing needs, whichever way it is done; a try that is repeated is carried out once.
function useSigning(quote: Quote, close: () => void, done: () => void) {
  const client = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [answers, setAnswers] = useState(() => spoken(quote));
  const [name, setName] = useState<string>();
  const [drawn, setDrawn] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [how, setHow] = useState<How>('screen');
  const set =
    <T,>(change: (value: T) => void) =>
    (value: T) => {
      change(value);
      setKey(newKey());
    };
  const may = useMay();
  const known = useQuery({ ...customerQuery(quote.customer_id), enabled: may('customers_read') });
  const signs = name ?? known.data?.customer.display_name ?? '';
  const act = useMutation({
    mutationFn: async () => {
      const scan = how === 'paper' && file ? await uploadScan(file) : undefined;
      const signature = scan ? { name: signs, scan_id: scan } : { name: signs, drawn };
      return sendSigned(quote, answers, signature, key);
    },
    onSuccess: async () => {
      done();
      close();
      await client.invalidateQueries({ queryKey: ['case', quote.case_id] });
    },
  });
  return {
    answers,
    say: set((one: Answers) => setAnswers({ ...answers, ...one })),
    signs,
    setName: set((value: string) => setName(value)),
    setDrawn: set(setDrawn),
    file,
    setFile: set(setFile),
    how,
    setHow: set(setHow),
    act,
    refusal: act.isError ? asRefusal(act.error) : undefined,
  };
}
type Signing = ReturnType<typeof useSigning>;

/// Her name, and her strokes or the paper that has them.
function Signed({ of, refusal }: { of: Signing; refusal: Refusal | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('quote.signer')}
        required
        maxLength={200}
        autoComplete="off"
        error={problemOf(refusal, 'signature.name')}
        value={of.signs}
        onChange={e => of.setName(e.currentTarget.value)}
      />
      {of.how === 'screen' ? (
        <SignaturePad
          label={t('quote.sign_here')}
          error={problemOf(refusal, 'signature.drawn')}
          onChange={of.setDrawn}
        />
      ) : (
        <FileField
          label={t('quote.signed_paper')}
          description={t('quote.signed_paper_hint')}
          accept="image/png,image/jpeg,application/pdf"
          error={problemOf(refusal, 'signature.scan_id') ?? problemOf(refusal, 'signature.drawn')}
          value={of.file}
          onChange={of.setFile}
        />
      )}
    </>
  );
}

function Form({ quote, close, done }: Props) {
  const { t } = useTranslation();
  const money = useMoney();
  const formats = useFormats();
  const of = useSigning(quote, close, done);
  function submit(event: FormEvent) {
    event.preventDefault();
    of.act.mutate();
  }
  const approved = quote.lines
    .map(line => approvedOf(line, of.answers[line.line]))
    .reduce((sum, gross) => sum + gross, 0);
  return (
    <form onSubmit={submit} className={classes.signing} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('quote.valid_until', { day: formats.date(quote.valid_until_on) })}
        </Text>
        {quote.note && <Text className="words">{quote.note}</Text>}
        <ul>
          {quote.lines.map(line => (
            <Read
              key={line.line}
              line={line}
              currency={quote.currency}
              answer={of.answers[line.line]}
              say={said => of.say({ [line.line]: said })}
            />
          ))}
        </ul>
        <Text fw={700} size="lg" aria-live="polite">
          {t('quote.you_approve', { amount: money(String(approved), quote.currency) })}
        </Text>
        <Signed of={of} refusal={of.refusal} />
        <FailureNote refusal={of.refusal} but={shown.filter(one => one !== 'answers')} />
        <Group justify="space-between">
          <Button
            variant="subtle"
            onClick={() => of.setHow(of.how === 'screen' ? 'paper' : 'screen')}
          >
            {t(of.how === 'screen' ? 'quote.on_paper' : 'quote.on_screen')}
          </Button>
          <Group>
            <Button variant="default" onClick={close}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" loading={of.act.isPending}>
              {t('quote.sign')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

function InHers({ quote, close, done }: Props) {
  const { t } = useTranslation();
  const read = useQuery(quoteAsRead(quote));
  return (
    <Dialog title={t('quote.to_sign', { number: quote.number })} close={close} fills>
      {read.isPending && <Loading />}
      {read.isError && <Failure error={read.error} again={() => void read.refetch()} />}
      {read.data && <Form quote={read.data} close={close} done={done} />}
    </Dialog>
  );
}

/// Handed to the customer: she reads what it costs and why in her own language, and signs.
export default function SignQuote({ quote, close }: { quote: Quote; close: () => void }) {
  const { t } = useTranslation(); // ours
  const folders = ['billing', 'units', 'cases'];
  return (
    <InLanguage language={quote.language ?? current()} folders={folders}>
      <InHers quote={quote} close={close} done={() => tell(t('quote.was_signed'))} />
    </InLanguage>
  );
}
