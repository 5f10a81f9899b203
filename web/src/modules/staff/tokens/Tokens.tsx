import { SegmentedControl, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { people as peopleQuery } from '~/api/queries';
import { useFormats } from '~/i18n/formats';
import { ConfirmButton } from '~/ui/ConfirmButton';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { MoreButton } from '~/ui/MoreButton';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { ShownOnce } from '~/ui/ShownOnce';
import { NewToken } from './NewToken';

type Token = Schemas['ApiTokenView'];

function useTokens(ofAll: boolean) {
  return useInfiniteQuery({
    queryKey: ['api_token', ofAll],
    queryFn: ({ pageParam }) =>
      said(api.GET('/tokens', { params: { query: { of_all: ofAll, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });
}

function Revoke({ token }: { token: Token }) {
  const { t } = useTranslation();
  const params = { path: { api_token: token.id } };
  return (
    <ConfirmButton
      label={t('tokens.revoke')}
      explain={t('tokens.revoke_explain', { name: token.name })}
      act={() => said(api.DELETE('/tokens/{api_token}', { params }))}
      stale={['api_token']}
      size="compact-xs"
      isGrave
    />
  );
}

/// Keys by which other programs speak to us.
export default function Tokens() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [whose, setWhose] = useState('mine');
  const [made, setMade] = useState<{ name: string; token: string }>();
  const tokens = useTokens(whose === 'all');
  const people = useQuery(peopleQuery);
  const instant = (at: string | null | undefined, none: string) =>
    at ? formats.instant(at) : t(none);
  return (
    <SettingsPage
      title={t('tokens.title')}
      about={t('tokens.about')}
      actions={<NewToken done={setMade} />}
      isWide
    >
      {made && (
        <ShownOnce
          title={t('tokens.made', { name: made.name })}
          text={t('tokens.made_text')}
          value={made.token}
          close={() => setMade(undefined)}
        />
      )}
      <Stack align="flex-start">
        <SegmentedControl
          size="xs"
          aria-label={t('tokens.whose')}
          data={['mine', 'all'].map(value => ({ value, label: t(`tokens.whose_${value}`) }))}
          value={whose}
          onChange={setWhose}
        />
      </Stack>
      <Loaded query={tokens}>
        {data => {
          const rows = data.pages.flatMap(page => page.items);
          if (rows.length === 0)
            return <Empty title={t('tokens.none')} text={t('tokens.none_text')} />;
          return (
            <Rows
              label={t('tokens.title')}
              rows={rows}
              idOf={row => row.id}
              columns={[
                { head: t('form.name'), cell: row => <bdi>{row.name}</bdi> },
                {
                  head: t('tokens.owner'),
                  cell: row => <bdi>{people.data?.find(p => p.id === row.staff_id)?.name}</bdi>,
                  isAside: true,
                },
                {
                  head: t('tokens.scopes'),
                  cell: row => row.scopes.map(scope => t(`permission.${scope}`)).join(', '),
                  isAside: true,
                },
                {
                  head: t('tokens.used'),
                  cell: row => instant(row.last_used_at, 'tokens.never'),
                  isAside: true,
                },
                {
                  head: t('tokens.expires'),
                  cell: row => instant(row.expires_at, 'tokens.no_end'),
                },
                { head: t('teams.change'), cell: row => <Revoke token={row} /> },
              ]}
            />
          );
        }}
      </Loaded>
      <MoreButton query={tokens} />
    </SettingsPage>
  );
}
