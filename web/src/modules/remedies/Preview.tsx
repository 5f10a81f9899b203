import { Button, Paper, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, asRefusal, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { useMoney } from '~/i18n/money';
import { FailureNote } from '~/ui/Failure';
import type { Rule } from './queries';
import type { bodyOf } from './RuleForm';

/// What the rule as it stands in the form would have proposed; nothing is changed by it.
export function Preview({ rule, body }: { rule?: Rule; body: ReturnType<typeof bodyOf> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const money = useMoney();
  const look = useMutation({
    mutationFn: () =>
      said(
        api.POST('/remedy-rules/preview', {
          // A name is what it can do without here.
          body: { rule_id: rule?.id ?? null, rule: { ...body, name: body.name || '-' } },
        }),
      ),
  });
  const found = look.data;
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h5">
        {t('remedies.preview')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('remedies.preview_about')}
      </Text>
      <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
        {t('remedies.preview_go')}
      </Button>
      {look.error && <FailureNote refusal={asRefusal(look.error)} />}
      {found && (
        <Text size="sm" mt="sm" role="status">
          {t('remedies.preview_found', {
            proposed: found.proposed,
            breaches: found.breaches,
            since: formats.day(found.since),
            amount: money(found.amount, found.currency),
          })}
        </Text>
      )}
    </Paper>
  );
}
