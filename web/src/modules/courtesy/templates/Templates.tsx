import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { templates as templatesQuery } from '~/api/queries';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';

export default function Templates() {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  return (
    <SettingsPage
      title={t('templates.title')}
      about={t('templates.about')}
      add={{ to: '/settings/templates/new', label: 'templates.add' }}
    >
      <Loaded query={templates}>
        {rows =>
          rows.length === 0 ? (
            <Empty title={t('templates.none')} text={t('templates.none_text')}>
              <Button component={Link} to="/settings/templates/new">
                {t('templates.add')}
              </Button>
            </Empty>
          ) : (
            <Rows
              label={t('templates.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/settings/templates/${row.id}`}
              columns={[
                { head: t('form.name'), cell: row => <bdi>{row.name}</bdi> },
                { head: t('templates.kind'), cell: row => t(`template.${row.kind ?? 'none'}`) },
                {
                  head: t('templates.languages'),
                  cell: row => row.languages.map(one => t(`language.${one}`)).join(', '),
                  isAside: true,
                },
              ]}
            />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
