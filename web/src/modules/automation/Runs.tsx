import { Badge, Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { MoreButton } from '~/ui/MoreButton';
import { useSentences } from './sentences';
import type { Rule } from './words';

type Run = Schemas['AutomationRun'];

function RunRow({ run }: { run: Run }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = useSentences();
  const isDone = run.outcome === 'done';
  return (
    <Table.Tr>
      <Table.Td>{formats.instant(run.at)}</Table.Td>
      <Table.Td>
        {run.case_number && (
          <Link to={`/case/${run.case_id}`}>
            <bdi>{run.case_number}</bdi>
          </Link>
        )}
      </Table.Td>
      <Table.Td>
        {isDone ? (
          run.actions.map(say.step).join(' · ')
        ) : (
          <>
            <Badge variant="light" color="gray" size="sm">
              {t(`run.${run.outcome}`)}
            </Badge>{' '}
            {run.problem}
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/// What the rule did on which case, or why not.
export function Runs({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const runs = useInfiniteQuery({
    queryKey: ['rule', rule.id, 'runs'],
    queryFn: ({ pageParam }) =>
      said(
        api.GET('/automation/rules/{rule}/runs', {
          params: { path: { rule: rule.id }, query: { cursor: pageParam || undefined } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  const all = runs.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <Stack component="section" gap="xs">
      <Title order={2} size="h5">
        {t('run.title')}
      </Title>
      {runs.isSuccess && all.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('run.none')}
        </Text>
      )}
      {all.length > 0 && (
        <Table aria-label={t('run.title')} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('dry_run.at')}</Table.Th>
              <Table.Th>{t('dry_run.case')}</Table.Th>
              <Table.Th>{t('run.what')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map(run => (
              <RunRow key={run.id} run={run} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <MoreButton query={runs} />
    </Stack>
  );
}
