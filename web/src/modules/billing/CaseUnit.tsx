import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { lazy } from '~/app/lazy';
import { useMay } from '~/app/session';
import { caseQuery } from '~/modules/cases/case/queries';
import classes from '~/modules/customers/customers.module.css';
import { tellFailure } from '~/ui/notify';
import { unitQuery, unitsOfCustomerQuery } from '../units/queries';

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

/// The customer has one device: most likely it is about that one, but a person says so.
function Likely({ id, customer }: { id: string; customer: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const hers = useQuery(unitsOfCustomerQuery(customer)).data;
  const [only, ...others] = hers ?? [];
  const name = useMutation({
    mutationFn: () =>
      said(
        api.PUT('/cases/{case}/unit', {
          params: { path: { case: id } },
          body: { unit_id: only?.id ?? null },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['case', id] }),
    onError: tellFailure,
  });
  if (!only || others.length > 0) return null;
  return (
    <Button
      size="compact-xs"
      variant="light"
      loading={name.isPending}
      onClick={() => name.mutate()}
    >
      {t('about.is_it', { device: `${only.title} ${only.serial}` })}
    </Button>
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
        <Group mt="xs" gap={4}>
          {!unit && may('goods_read') && <Likely id={id} customer={view.summary.customer_id} />}
          <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
            {t(unit ? 'about.change' : 'about.name')}
          </Button>
        </Group>
      )}
      <Suspense>{isOpen && <NameUnit view={view} close={() => setOpen(false)} />}</Suspense>
    </>
  );
}
