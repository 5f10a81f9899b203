import { Anchor, Badge, Button, Group, Paper, Text } from '@mantine/core';
import { IconDownload, IconPencil, IconPrinter, IconSignature } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { tell } from '~/ui/notify';
import { type DocumentView, pdfOf } from './queries';
import { SignaturesOn } from './SignaturesOn';

const SignDocument = lazy(() => import('./SignDocument'));

/// One document as it was made: read, printed, sent, corrected.
export function Made({ row, correct }: { row: DocumentView; correct?: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const formats = useFormats();
  const [isSigning, setIsSigning] = useState(false);
  const version = row.version > 1 ? ` · ${t('documents.version', row)}` : '';
  const label = `${row.title} ${row.number}${version}`;
  const canSign = may('cases_write') && row.signatures.some(one => !one.id);
  const send = () =>
    said(
      api.POST('/documents/{document}/send', {
        params: { path: { document: row.id } },
        body: {},
      }),
    );
  return (
    <Paper withBorder p="sm" component="section" aria-label={label}>
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={600}>{row.title}</Text>
            <bdi>{row.number}</bdi>
            {row.is_signed_copy && <Badge variant="light">{t('documents.signed_copy')}</Badge>}
            {row.version > 1 && <Badge variant="light">{t('documents.version', row)}</Badge>}
            {!row.is_newest && (
              <Badge variant="light" color="gray">
                {t('documents.replaced')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {formats.full(row.made_at)} · <bdi>{row.made_by}</bdi> ·{' '}
            {t('documents.kept_until', { day: formats.date(row.kept_until_on) })}
            {row.kept_by && (
              <>
                {' '}
                (<bdi>{row.kept_by}</bdi>)
              </>
            )}
          </Text>
          <SignaturesOn row={row} />
          {row.sent.map(one => (
            <Text size="sm" key={one.interaction_id}>
              {t('documents.sent_at', { at: formats.full(one.at), who: one.sent_by })}
            </Text>
          ))}
        </div>
        {row.erased_at ? (
          <Text size="sm">{t('documents.erased')}</Text>
        ) : (
          <Group gap="xs">
            <Button
              component="a"
              href={pdfOf(row.id)}
              target="_blank"
              rel="noreferrer"
              size="compact-sm"
              variant="light"
              leftSection={<IconPrinter size={16} aria-hidden />}
            >
              {t('documents.open')}
            </Button>
            <Anchor href={pdfOf(row.id)} download size="sm" aria-label={t('documents.download')}>
              <IconDownload size={18} aria-hidden />
            </Anchor>
            {canSign && (
              <Button
                size="compact-sm"
                variant={row.to_sign_by ? 'filled' : 'subtle'}
                leftSection={<IconSignature size={16} aria-hidden />}
                onClick={() => setIsSigning(true)}
              >
                {t('documents.sign')}
              </Button>
            )}
            {correct && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={correct}
              >
                {t('documents.correct')}
              </Button>
            )}
            {row.case_id && row.is_newest && may('cases_write') && (
              <ConfirmButton
                size="compact-sm"
                label={t('documents.send')}
                explain={t('documents.send_what')}
                act={send}
                stale={['documents', 'case']}
                done={() => tell(t('documents.sent_now'))}
              />
            )}
          </Group>
        )}
      </Group>
      <Suspense>
        {isSigning && <SignDocument row={row} close={() => setIsSigning(false)} />}
      </Suspense>
    </Paper>
  );
}
