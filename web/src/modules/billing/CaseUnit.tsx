import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { caseQuery } from '~/modules/cases/case/queries';
import classes from '~/modules/customers/customers.module.css';
import { unitQuery } from '../units/queries';

const NameUnit = lazy(() => import('./NameUnit'));

function Named({ id }: { id: string }) {
  const unit = useQuery(unitQuery(id)).data?.summary;
  if (!unit) return null;
  return (
    <Link to={`/unit/${id}`}>
      <bdi>{unit.title}</bdi> <bdi dir="ltr">{unit.serial}</bdi>
    </Link>
  );
}

/// Which of her devices the case is about: who pays is judged by it.
export function CaseUnit({ id, canWrite }: { id: string; canWrite: boolean }) {
  const { t } = useTranslation();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const view = useQuery(caseQuery(id)).data;
  if (!view) return null;
  const { unit } = view;
  return (
    <>
      <h2 className={classes.heading}>{t('about.title')}</h2>
      {unit?.unit_id && may('goods_read') && <Named id={unit.unit_id} />}
      {unit && !unit.unit_id && <Text size="sm">{t('about.none')}</Text>}
      {!unit && (
        <Text size="sm" c="dimmed">
          {t('about.nothing')}
        </Text>
      )}
      {unit && (unit.reason || unit.interaction_id) && (
        <Text size="xs" c="dimmed">
          {unit.reason && <q className="words">{unit.reason}</q>}
          {unit.unit_id && unit.interaction_id && <> · {t('about.her_word')}</>}
        </Text>
      )}
      {canWrite && (
        <Group mt="xs">
          <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
            {t(unit ? 'about.change' : 'about.name')}
          </Button>
        </Group>
      )}
      <Suspense>{isOpen && <NameUnit view={view} close={() => setOpen(false)} />}</Suspense>
    </>
  );
}
