import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '~/app/session';
import { Failure } from '~/ui/Failure';
import { Loading } from '~/ui/Loading';
import { SettingsPage } from '~/ui/SettingsPage';
import { Made } from './Made';
import { MakeDocument } from './MakeDocument';
import { type About, documentsQuery, type Kind, kindsQuery } from './queries';

interface Props {
  about: About;
  up: { to: string; label: string };
  name: ReactNode;
}

/// What was printed, and what can be: one page for a case, one for a unit.
export function Documents({ about, up, name }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const all = useQuery(documentsQuery(about));
  const kinds = useQuery(kindsQuery(about.of));
  const [making, setMaking] = useState<{ kind: Kind; replaces?: string }>();
  const canMake = may(about.of === 'case' ? 'cases_write' : 'units_write');
  useEffect(() => {
    document.title = `${t('documents.title')} · Vefa`;
  }, [t]);
  return (
    <SettingsPage title={t('documents.title')} up={up} isWide>
      <Text>{name}</Text>
      {canMake && (
        <Group gap="xs" role="group" aria-label={t('documents.make')}>
          {kinds.data?.map(({ kind, title }) => (
            <Button
              key={kind}
              size="xs"
              variant={making?.kind === kind && !making.replaces ? 'filled' : 'light'}
              onClick={() => setMaking({ kind })}
            >
              {title}
            </Button>
          ))}
        </Group>
      )}
      {making && (
        <MakeDocument
          key={making.kind + (making.replaces ?? '')}
          about={about}
          kind={making.kind}
          replaces={making.replaces}
          close={() => setMaking(undefined)}
        />
      )}
      {all.isPending && <Loading />}
      {all.isError && <Failure error={all.error} again={() => void all.refetch()} />}
      {all.data?.length === 0 && !making && <Text c="dimmed">{t('documents.none')}</Text>}
      {all.data?.map(one => (
        <Made
          key={one.id}
          row={one}
          correct={
            canMake && one.is_newest && !one.erased_at
              ? () => setMaking({ kind: one.kind, replaces: one.id })
              : undefined
          }
        />
      ))}
    </SettingsPage>
  );
}
