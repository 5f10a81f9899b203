import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { macros as macrosQuery } from '~/api/queries';
import { Empty } from '~/ui/Empty';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';

export default function Macros() {
  const { t } = useTranslation();
  const macros = useQuery(macrosQuery);
  return (
    <SettingsPage
      title={t('macros.title')}
      about={t('macros.about')}
      add={{ to: '/settings/macros/new', label: 'macros.add' }}
    >
      <Loaded query={macros}>
        {rows =>
          rows.length === 0 ? (
            <Empty title={t('macros.none')} text={t('macros.none_text')}>
              <Button component={Link} to="/settings/macros/new">
                {t('macros.add')}
              </Button>
            </Empty>
          ) : (
            <Rows
              label={t('macros.title')}
              rows={rows}
              idOf={row => row.id}
              to={row => `/settings/macros/${row.id}`}
              columns={[
                { head: t('form.name'), cell: row => <bdi>{row.name}</bdi> },
                {
                  head: t('macros.steps'),
                  cell: row => row.actions.map(one => t(`macro.${one.action}`)).join(', '),
                },
              ]}
            />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}
