import { Badge, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { fields as fieldsQuery, labelOf } from './queries';

export default function Fields() {
  const { t, i18n } = useTranslation();
  const fields = useQuery(fieldsQuery);
  return (
    <SettingsPage
      title={t('fields.title')}
      about={t('fields.about')}
      add={{ to: '/settings/fields/new', label: 'fields.add' }}
    >
      <Loaded query={fields}>
        {rows =>
          rows.length === 0 ? (
            <Empty title={t('fields.none')} text={t('fields.none_text')}>
              <Button component={Link} to="/settings/fields/new">
                {t('fields.add')}
              </Button>
            </Empty>
          ) : (
            <Rows
              label={t('fields.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/settings/fields/${row.id}`}
              columns={[
                {
                  head: t('fields.label'),
                  cell: row => <bdi>{labelOf(row.label, i18n.language)}</bdi>,
                },
                { head: t('fields.target'), cell: row => t(`field_target.${row.target}`) },
                {
                  head: t('fields.type'),
                  cell: row => t(`field_type.${row.type}`),
                  isAside: true,
                },
                {
                  head: t('form.state'),
                  isAside: true,
                  cell: row => (
                    <>
                      {row.required && <Badge size="sm">{t('fields.is_required')}</Badge>}
                      {row.retired_at && (
                        <Badge size="sm" variant="default">
                          {t('fields.is_retired')}
                        </Badge>
                      )}
                    </>
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
