import { Anchor, Button, Group } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { FailureNote } from '~/ui/Failure';

interface Props {
  of: 'quote' | 'invoice';
  id: string;
  caseId: string;
}

/// Puts a bill on paper; then leads to the paper, and to where it is sent from.
export function PaperButton({ of, id, caseId }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const print = useMutation({
    mutationFn: () =>
      said(
        of === 'quote'
          ? api.POST('/quotes/{quote}/document', { params: { path: { quote: id } } })
          : api.POST('/invoices/{invoice}/document', { params: { path: { invoice: id } } }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['documents'] }),
  });
  const made = print.data;
  if (made)
    return (
      <Group gap="xs">
        <Anchor
          size="sm"
          href={`/api/v1/documents/${made.document_id}/pdf`}
          target="_blank"
          rel="noreferrer"
        >
          <bdi>{made.file_name}</bdi>
        </Anchor>
        <Link to={`/documents/case/${caseId}`}>{t('bill.send_paper')}</Link>
      </Group>
    );
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        leftSection={<IconPrinter size={14} aria-hidden />}
        loading={print.isPending}
        onClick={() => print.mutate()}
      >
        {t('bill.paper')}
      </Button>
      <FailureNote refusal={print.isError ? asRefusal(print.error) : undefined} />
    </>
  );
}
