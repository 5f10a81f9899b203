import { Badge, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { Loaded } from '~/ui/Loaded';
import { Rows } from '~/ui/Rows';
import { SettingsPage } from '~/ui/SettingsPage';
import { previewQuery, type Standard, standards as standardsQuery } from './queries';

function DueNow({ standard }: { standard: Standard }) {
  const formats = useFormats();
  const has = standard.amounts.some(one => one.duty === 'answer_by');
  const preview = useQuery({ ...previewQuery(standard, 'answer_by', ''), enabled: has });
  if (!has || preview.isError) return '–';
  return preview.data ? formats.due(preview.data.due_at) : null;
}

function Conditions({ standard }: { standard: Standard }) {
  const { t } = useTranslation();
  const words = [
    ...standard.case_kinds.map(one => t(`kind.${one}`)),
    ...standard.channels.map(one => t(`channel.${one}`)),
    ...standard.priorities.map(one => t(`priority.${one}`)),
  ];
  if (standard.teams.length > 0)
    words.push(t('standards.of_teams', { count: standard.teams.length }));
  return words.length > 0 ? words.join(', ') : t('standards.everything');
}

export default function Standards() {
  const { t } = useTranslation();
  const standards = useQuery(standardsQuery);
  return (
    <SettingsPage
      title={t('standards.title')}
      about={t('standards.about')}
      add={{ to: '/settings/standards/new', label: 'standards.add' }}
      isWide
    >
      <Loaded query={standards}>
        {rows => (
          <Rows
            label={t('standards.title')}
            rows={rows}
            idOf={row => row.id}
            to={row => `/settings/standards/${row.id}`}
            columns={[
              {
                head: t('form.name'),
                cell: row => <bdi>{row.name}</bdi>,
              },
              { head: t('standards.for'), cell: row => <Conditions standard={row} /> },
              { head: t('standards.rank'), cell: row => row.rank, isAside: true },
              { head: t('standards.due_now'), cell: row => <DueNow standard={row} /> },
              {
                head: t('form.state'),
                isAside: true,
                cell: row =>
                  row.is_default && (
                    <Badge variant="light" size="sm">
                      {t('form.is_default')}
                    </Badge>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <Text size="sm" c="dimmed">
        {t('standards.order')}
      </Text>
    </SettingsPage>
  );
}
