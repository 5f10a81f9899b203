import { Anchor, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, newKey, type Refusal, said } from '~/api/client';
import { current } from '~/i18n';
import { InLanguage } from '~/i18n/InLanguage';
import { uploadScan } from '~/modules/billing/signing';
import { Dialog } from '~/ui/Dialog';
import { FailureNote, problemOf } from '~/ui/Failure';
import { FileField } from '~/ui/FileField';
import { tell } from '~/ui/notify';
import { SignaturePad } from '~/ui/SignaturePad';
import { type DocumentView, pdfOf, type Signer } from './queries';

type How = 'screen' | 'paper';
const shown = ['signers', 'signers[0].name', 'signers[1].name', 'drawn', 'scan_id'];

interface Props {
  row: DocumentView;
  close: () => void;
}

const missingOf = (row: DocumentView) => row.signatures.filter(one => !one.id);

/// What signing needs, on the screen by one person, on paper by all; a try that is repeated is
/// carried out once.
function useSigning(row: DocumentView, who: Signer, close: () => void, done: () => void) {
  const client = useQueryClient();
  const [key, setKey] = useState(newKey);
  const [names, setNames] = useState(
    () =>
      Object.fromEntries(missingOf(row).map(one => [one.who, one.name])) as Record<string, string>,
  );
  const [drawn, setDrawn] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [how, setHow] = useState<How>('screen');
  const signs = how === 'paper' ? missingOf(row).map(one => one.who) : [who];
  const act = useMutation({
    mutationFn: async () => {
      const signers = signs.map(one => ({ who: one, name: names[one] ?? '' }));
      const scan = how === 'paper' && file ? { scan_id: await uploadScan(file) } : {};
      return said(
        api.POST('/documents/{document}/signatures', {
          params: { path: { document: row.id }, header: { 'Idempotency-Key': key } },
          body: how === 'paper' ? { signers, ...scan } : { signers, drawn },
        }),
      );
    },
    onSuccess: async () => {
      done();
      close();
      await client.invalidateQueries({ queryKey: ['documents'] });
    },
  });
  const anew = () => setKey(newKey());
  return {
    signs,
    names,
    name(of: Signer, value: string) {
      setNames({ ...names, [of]: value });
      anew();
    },
    draw(value: string) {
      setDrawn(value);
      anew();
    },
    file,
    choose(value: File | null) {
      setFile(value);
      anew();
    },
    how,
    turn() {
      setHow(how === 'screen' ? 'paper' : 'screen');
      anew();
    },
    act,
    refusal: act.isError ? asRefusal(act.error) : undefined,
  };
}
type Signing = ReturnType<typeof useSigning>;

/// The strokes, or the paper that has them.
function Picture({ of, refusal }: { of: Signing; refusal: Refusal | undefined }) {
  const { t } = useTranslation();
  if (of.how === 'screen')
    return (
      <SignaturePad
        label={t('documents.sign_here')}
        error={problemOf(refusal, 'drawn')}
        onChange={of.draw}
      />
    );
  return (
    <FileField
      label={t('documents.signed_paper')}
      description={t('documents.signed_paper_hint')}
      accept="image/png,image/jpeg,application/pdf"
      error={problemOf(refusal, 'scan_id') ?? problemOf(refusal, 'drawn')}
      value={of.file}
      onChange={of.choose}
    />
  );
}

function Form({ row, who, close, done }: Props & { who: Signer; done: () => void }) {
  const { t } = useTranslation();
  const of = useSigning(row, who, close, done);
  function submit(event: FormEvent) {
    event.preventDefault();
    of.act.mutate();
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">
          <bdi>{row.number}</bdi> ·{' '}
          <Anchor href={pdfOf(row.id)} target="_blank" rel="noreferrer" size="sm">
            {t('documents.read_first')}
          </Anchor>
        </Text>
        {of.signs.map((one, i) => (
          <TextInput
            key={one}
            label={t(`documents.who_${one}`)}
            required
            maxLength={200}
            autoComplete="off"
            error={problemOf(of.refusal, `signers[${i}].name`)}
            value={of.names[one] ?? ''}
            onChange={e => of.name(one, e.currentTarget.value)}
          />
        ))}
        <Picture of={of} refusal={of.refusal} />
        <FailureNote refusal={of.refusal} but={shown.slice(1)} />
        <Group justify="space-between">
          <Button variant="subtle" onClick={of.turn}>
            {t(of.how === 'screen' ? 'documents.on_paper' : 'documents.on_screen')}
          </Button>
          <Group>
            <Button variant="default" onClick={close}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" loading={of.act.isPending}>
              {t('documents.sign')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}

function Whole({ row, who, close, done }: Props & { who: Signer; done: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t(`documents.signs_${who}`)} close={close} fills>
      <Form key={who} row={row} who={who} close={close} done={done} />
    </Dialog>
  );
}

/// Handed to who signs: the customer's part is said in her language, ours in ours.
export default function SignDocument({ row, close }: Props) {
  const { t } = useTranslation(); // ours
  const missing = missingOf(row);
  const [who, setWho] = useState<Signer | undefined>(
    missing.length === 1 ? missing[0]?.who : undefined,
  );
  const done = () => tell(t('documents.was_signed'));
  if (who === undefined)
    return (
      <Dialog title={t('documents.who_signs')} close={close}>
        <Radio.Group
          aria-label={t('documents.who_signs')}
          onChange={value => setWho(value as Signer)}
        >
          <Stack>
            {missing.map(one => (
              <Radio
                key={one.who}
                value={one.who}
                label={t(`documents.who_${one.who}`)}
                description={one.name}
              />
            ))}
          </Stack>
        </Radio.Group>
      </Dialog>
    );
  const isHers = missing.some(one => one.who === who && one.is_hers);
  return (
    <InLanguage language={isHers ? row.language : current()} folders={['documents']}>
      <Whole row={row} who={who} close={close} done={done} />
    </InLanguage>
  );
}
