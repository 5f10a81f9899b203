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
import { keysNow } from './keys';
import { useMenu } from './useMenu';

/// Every action that a key reaches, every page of the menu, and what is found as one types.
export default function Palette({ close }: { close: () => void }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const menu = useMenu();
  const [query, setQuery] = useState('');
  const [wanted] = useDebouncedValue(query.trim(), 150);
  const [keys] = useState(keysNow);
  useEffect(() => spotlight.open(), []);
  const found = useQuery({
    queryKey: ['suggest', wanted],
    queryFn: () => said(api.GET('/search/suggest', { params: { query: { q: wanted } } })),
    enabled: wanted.length > 1,
  });
  const fits = (label: string) =>
    label.toLocaleLowerCase(i18n.language).includes(query.trim().toLocaleLowerCase(i18n.language));
  const pagesFound = menu.filter(p => fits(t(p.title)));
  const keysFound = keys.filter(k => fits(k.label) && !menu.some(p => p.menu.keys === k.keys));
  const hits = wanted.length > 1 ? (found.data?.items ?? []) : [];
  const isEmpty = pagesFound.length + keysFound.length + hits.length === 0;
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
        {keysFound.map(key => (
          <Spotlight.Action
            key={key.keys}
            label={key.label}
            rightSection={<KeyText keys={key.keys} />}
            onClick={() => setTimeout(key.run)}
          />
        ))}
        {isEmpty && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
