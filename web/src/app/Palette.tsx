import { Spotlight, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFolder, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { KeyText } from './KeyList';
import { actionsNow } from './keys';
import { useMenu } from './useMenu';

/// Every action of this page, every page of the menu, and what is found as one types.
export default function Palette({ close }: { close: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const menu = useMenu();
  const [query, setQuery] = useState('');
  const [wanted] = useDebouncedValue(query.trim(), 150);
  const [actions] = useState(actionsNow);
  useEffect(() => spotlight.open(), []);
  const found = useQuery({
    queryKey: ['suggest', wanted],
    queryFn: () => said(api.GET('/search/suggest', { params: { query: { q: wanted } } })),
    enabled: wanted.length > 1,
  });
  const fits = (label: string) =>
    label.toLocaleLowerCase(i18n.language).includes(query.trim().toLocaleLowerCase(i18n.language));
  const pagesFound = menu.filter(p => fits(t(p.title)));
  const isPage = (keys: string) => keys !== '' && menu.some(p => p.menu.keys === keys);
  const actionsFound = actions.filter(a => fits(a.label) && !isPage(a.keys));
  const hits = wanted.length > 1 ? (found.data?.items ?? []) : [];
  const isEmpty = pagesFound.length + actionsFound.length + hits.length === 0;
  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} onSpotlightClose={close} shortcut={null}>
      <Spotlight.Search placeholder={t('palette.placeholder')} aria-label={t('palette.title')} />
      <Spotlight.ActionsList>
        {hits.map(hit => (
          <Spotlight.Action
            key={hit.kind + hit.case_id + hit.customer_id}
            leftSection={
              hit.kind === 'customer' ? <IconUser size={18} /> : <IconFolder size={18} />
            }
            label={hit.title.text}
            description={hit.case_number}
            onClick={() =>
              void navigate(
                hit.kind === 'customer'
                  ? { to: `/customer/${hit.customer_id}` }
                  : { to: `/case/${hit.case_id}` },
              )
            }
          />
        ))}
        {pagesFound.map(p => (
          <Spotlight.Action
            key={p.path}
            label={t(p.title)}
            leftSection={p.menu.icon && <p.menu.icon size={18} />}
            rightSection={p.menu.keys && <KeyText keys={p.menu.keys} />}
            onClick={() => void navigate({ to: p.path })}
          />
        ))}
        {actionsFound.map(action => (
          <Spotlight.Action
            key={action.keys + action.label}
            label={action.label}
            rightSection={action.keys && <KeyText keys={action.keys} />}
            onClick={() => setTimeout(action.run)}
          />
        ))}
        {isEmpty && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
