import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { nameIn } from '~/modules/sale_promises/names';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { templates as templatesQuery } from './queries';
import { useLineText } from './useLineText';

/// What the company's devices are covered by besides the law: each template, and for which sales.
export default function Templates() {
  const { t, i18n } = useTranslation();
  const textOf = useLineText();
  const templates = useQuery(templatesQuery);
  return (
    <SettingsPage
      title={t('coverage_templates.title')}
      about={t('coverage_templates.about')}
      add={{ to: '/settings/coverage/new', label: 'coverage_templates.add' }}
      isWide
    >
      <Loaded query={templates}>
        {rows =>
          rows.length === 0 ? (
            <Empty title={t('coverage_templates.none')} text={t('coverage_templates.none_text')} />
          ) : (
            <Rows
              label={t('coverage_templates.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/settings/coverage/${row.id}`}
              columns={[
                {
                  head: t('form.name'),
                  cell: row => <bdi>{nameIn(row.names, i18n.language)}</bdi>,
                },
                {
                  head: t('coverage_templates.source'),
                  cell: row => t(`coverage_source.${row.source}`),
                  isAside: true,
                },
                {
                  head: t('coverage_templates.lines'),
                  cell: row =>
                    row.lines.map((line, at) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
                      <div key={at}>{textOf(line)}</div>
                    )),
                },
                {
                  head: t('sale_templates.goes'),
                  cell: row =>
                    t(row.automatic ? 'sale_templates.by_itself' : 'coverage_templates.by_hand'),
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
