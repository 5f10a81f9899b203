import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { nameIn } from './names';
import { templates as templatesQuery } from './queries';

/// What the company promises with its sales: each template, and which sales it goes with.
export default function Templates() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const templates = useQuery(templatesQuery);
  return (
    <SettingsPage
      title={t('sale_templates.title')}
      about={t('sale_templates.about')}
      add={{ to: '/settings/sale-promises/new', label: 'sale_templates.add' }}
      isWide
    >
      <Loaded query={templates}>
        {rows =>
          rows.length === 0 ? (
            <Empty title={t('sale_templates.none')} text={t('sale_templates.none_text')} />
          ) : (
            <Rows
              label={t('sale_templates.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/settings/sale-promises/${row.id}`}
              columns={[
                {
                  head: t('form.name'),
                  cell: row => <bdi>{nameIn(row.names, i18n.language)}</bdi>,
                },
                {
                  head: t('sale_templates.promises'),
                  cell: row => (
                    <>
                      {row.promises.map((one, at) => (
                        // biome-ignore lint/suspicious/noArrayIndexKey: promises have no other name
                        <div key={at}>
                          <bdi>{nameIn(one.names, i18n.language)}</bdi>
                          {one.form === 'quantity' && ` × ${formats.number(one.quantity ?? 0)}`}
                        </div>
                      ))}
                    </>
                  ),
                },
                {
                  head: t('sale_templates.goes'),
                  cell: row =>
                    t(row.automatic ? 'sale_templates.by_itself' : 'sale_templates.by_hand'),
                  isAside: true,
                },
                {
                  head: t('form.state'),
                  cell: row =>
                    row.state === 'retired' && (
                      <Badge variant="default" size="sm">
                        {t('sale_templates.retired')}
                      </Badge>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
