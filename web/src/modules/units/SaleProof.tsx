import { Button, NativeSelect, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { Dialog } from '~/ui/Dialog';
import { FileField } from '~/ui/FileField';
import { QuickForm } from '~/ui/QuickForm';
import type { Sale } from './queries';
import { type Proof, proofs } from './SaleFields';
import classes from './units.module.css';

interface Props {
  unit: string;
  sale: Sale;
  close: () => void;
  after: () => void;
}

/// The file that proves it, in place of the one that is kept, and what it is.
export default function AddProof({ unit, sale, close, after }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Proof>(sale.proof === 'nothing_yet' ? 'photo' : sale.proof);
  const [file, setFile] = useState<File | null>(null);
  const send = (chosen: File) =>
    said(
      api.PUT('/sales/{sale}/proof', {
        params: { path: { sale: sale.id }, query: { kind } },
        body: chosen as unknown as string,
        bodySerializer: (body: unknown) => body as BodyInit,
        headers: { 'Content-Type': chosen.type || 'application/octet-stream' },
      }),
    );
  return (
    <Dialog title={t(sale.has_file ? 'sale_proof.replace' : 'sale_proof.add')} close={close}>
      <QuickForm
        freshens={['unit', unit]}
        close={close}
        after={after}
        explain={t(sale.has_file ? 'sale_proof.replace_explain' : 'sale_proof.explain')}
        go={t(sale.has_file ? 'sale_proof.replace' : 'sale_proof.add')}
        isReady={file !== null}
        send={async () => file && send(file)}
      >
        {() => (
          <>
            <NativeSelect
              label={t('sale_proof.kind')}
              data-autofocus
              data={proofs
                .filter(value => value !== 'nothing_yet')
                .map(value => ({ value, label: t(`proof.${value}`) }))}
              value={kind}
              onChange={e => setKind(e.currentTarget.value as Proof)}
            />
            <FileField
              label={t('sale_proof.file')}
              accept="image/*,application/pdf,.xml"
              required
              value={file}
              onChange={setFile}
            />
          </>
        )}
      </QuickForm>
    </Dialog>
  );
}

/// A picture is shown; anything else is to be saved.
export function ShowProof({ sale, close }: Pick<Props, 'sale' | 'close'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isPicture, setPicture] = useState(true);
  const at = `/api/v1/sales/${sale.id}/proof`;
  const title = t('sale_proof.title', { day: formats.date(sale.sold_on) });
  return (
    <Dialog title={title} close={close}>
      <Stack align="flex-start">
        {isPicture ? (
          <img className={classes.proof} src={at} alt={title} onError={() => setPicture(false)} />
        ) : (
          <Text size="sm">{t('sale_proof.no_picture')}</Text>
        )}
        <Button
          component="a"
          href={at}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('sale_proof.download')}
        </Button>
      </Stack>
    </Dialog>
  );
}
