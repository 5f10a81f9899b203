import { Button, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { useMay } from '~/app/session';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { useAct } from '~/ui/useAct';

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function None({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}

interface Again {
  act: () => Promise<unknown>;
  label: string;
  of: string;
}
function AgainButton({ act, label, of }: Again) {
  const { t } = useTranslation();
  const retry = useAct(act, { stale: ['mail_out', 'staff_mail'], said: t('outgoing.queued') });
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`${label}: ${of}`}
      loading={retry.isPending}
      onClick={() => retry.mutate()}
    >
      {label}
    </Button>
  );
}

function ToCustomers() {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const mails = useInfiniteQuery({
    queryKey: ['mail_out', 'failed'],
    queryFn: ({ pageParam }) => {
      const query = { state: 'failed' as const, cursor: pageParam };
      return said(api.GET('/mail-out', { params: { query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
  const again = (row: Schemas['MailOut']) => (
    <AgainButton
      label={t('outgoing.again')}
      of={row.recipients}
      act={() =>
        said(api.POST('/mail-out/{mail_out}/retry', { params: { path: { mail_out: row.id } } }))
      }
    />
  );
  return (
    <Part title={t('outgoing.customers')}>
      <Loaded query={mails}>
        {data => {
          const rows = data.pages.flatMap(page => page.items);
          if (rows.length === 0) return <None>{t('outgoing.none')}</None>;
          return (
            <Rows
              label={t('outgoing.customers')}
              rows={rows}
              idOf={row => row.id}
              columns={[
                {
                  head: t('outgoing.to'),
                  cell: row => (
                    <Link to={`/case/${row.case_id}`}>
                      <bdi dir="ltr">{row.recipients}</bdi>
                    </Link>
                  ),
                },
                { head: t('outgoing.why'), cell: row => <span dir="auto">{row.error}</span> },
                {
                  head: t('outgoing.since'),
                  cell: row => formats.instant(row.created_at),
                  isAside: true,
                },
                ...(may('cases_write') ? [{ head: t('outgoing.do'), cell: again }] : []),
              ]}
            />
          );
        }}
      </Loaded>
      <MoreButton query={mails} />
    </Part>
  );
}

function ToColleagues() {
  const { t } = useTranslation();
  const formats = useFormats();
  const people = useQuery(peopleQuery);
  const mails = useQuery({
    queryKey: ['staff_mail', 'failed'],
    queryFn: async () =>
      (await said(api.GET('/staff-mails', { params: { query: { state: 'failed' } } }))).items,
  });
  const nameOf = (id: string) => people.data?.find(one => one.id === id)?.name ?? '';
  const again = (row: Schemas['StaffMail']) => (
    <AgainButton
      label={t('outgoing.again')}
      of={nameOf(row.staff_id)}
      act={() => {
        const params = { path: { staff_mail: row.id } };
        return said(api.POST('/staff-mails/{staff_mail}/retry', { params }));
      }}
    />
  );
  return (
    <Part title={t('outgoing.colleagues')}>
      <Loaded query={mails}>
        {rows =>
          rows.length === 0 ? (
            <None>{t('outgoing.none')}</None>
          ) : (
            <Rows
              label={t('outgoing.colleagues')}
              rows={rows}
              idOf={row => row.id}
              columns={[
                {
                  head: t('outgoing.to'),
                  cell: row => (
                    <Link to={`/settings/people/${row.staff_id}`}>
                      <bdi>{nameOf(row.staff_id) || t('outgoing.person')}</bdi>
                    </Link>
                  ),
                },
                { head: t('outgoing.kind'), cell: row => t(`staff_mail.${row.kind}`) },
                { head: t('outgoing.why'), cell: row => <span dir="auto">{row.error}</span> },
                {
                  head: t('outgoing.since'),
                  cell: row => formats.instant(row.created_at),
                  isAside: true,
                },
                { head: t('outgoing.do'), cell: again },
              ]}
            />
          )
        }
      </Loaded>
    </Part>
  );
}

function Suspended() {
  const { t } = useTranslation();
  const formats = useFormats();
  const may = useMay();
  const addresses = useQuery({
    queryKey: ['suspended_address'],
    queryFn: async () => (await said(api.GET('/suspended-addresses'))).items,
  });
  const lift = useAct(
    (address: string) =>
      said(api.DELETE('/suspended-addresses/{address}', { params: { path: { address } } })),
    { stale: ['suspended_address'], said: t('outgoing.lifted') },
  );
  return (
    <Part title={t('outgoing.suspended')}>
      <None>{t('outgoing.suspended_text')}</None>
      <Loaded query={addresses}>
        {rows =>
          rows.length === 0 ? (
            <None>{t('outgoing.none_suspended')}</None>
          ) : (
            <Rows
              label={t('outgoing.suspended')}
              rows={rows}
              idOf={row => row.folded_address}
              columns={[
                {
                  head: t('outgoing.to'),
                  cell: row => <bdi dir="ltr">{row.folded_address}</bdi>,
                },
                { head: t('outgoing.why'), cell: row => <span dir="auto">{row.reason}</span> },
                {
                  head: t('outgoing.until'),
                  cell: row => formats.instant(row.until),
                  isAside: true,
                },
                ...(may('customers_write')
                  ? [
                      {
                        head: t('outgoing.do'),
                        cell: (row: Schemas['Suspension']) => (
                          <Button
                            size="compact-xs"
                            variant="default"
                            aria-label={`${t('outgoing.lift')}: ${row.folded_address}`}
                            onClick={() => lift.mutate(row.folded_address)}
                          >
                            {t('outgoing.lift')}
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
    </Part>
  );
}

/// What should have reached somebody and did not: why, and once more.
export default function Outgoing() {
  const { t } = useTranslation();
  const may = useMay();
  return (
    <SettingsPage title={t('outgoing.title')} about={t('outgoing.about')} isWide>
      <ToCustomers />
      {may('staff_write') && <ToColleagues />}
      {may('customers_read') && <Suspended />}
    </SettingsPage>
  );
}
