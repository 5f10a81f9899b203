import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { RemedyLine } from '~/modules/cases/good/RemedyLine';
import classes from '~/modules/customers/customers.module.css';
import { Empty } from '~/ui/Empty';
import { Heading } from '~/ui/Heading';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';

/// What colleagues would like to give above their authority, the oldest first.
export default function Approvals() {
  const { t } = useTranslation();
  const formats = useFormats();
  const found = useInfiniteQuery({
    queryKey: ['remedy', 'awaiting'],
    queryFn: ({ pageParam }) =>
      said(
        api.GET('/remedies', {
          params: { query: { state: 'awaiting_approval', cursor: pageParam, limit: 50 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  return (
    <>
      <Heading title={t('approvals.title')} />
      <Text size="sm" c="dimmed" mb="md">
        {t('approvals.about')}
      </Text>
      <Loaded query={found}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.items);
          if (rows.length === 0)
            return <Empty title={t('approvals.none')} text={t('approvals.none_text')} />;
          return (
            <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }} maw={820}>
              {rows.map(row => (
                <li key={row.id} className={classes.panel}>
                  <Text size="sm" c="dimmed">
                    {formats.instant(row.proposed_at)} ·{' '}
                    <Link to={`/case/${row.case_id}`}>
                      <bdi>{row.number}</bdi> · <bdi>{row.subject}</bdi>
                    </Link>
                  </Text>
                  <RemedyLine remedy={row} freshens={['remedy']} />
                </li>
              ))}
            </Stack>
          );
        }}
      </Loaded>
      <MoreButton query={found} />
    </>
  );
}
