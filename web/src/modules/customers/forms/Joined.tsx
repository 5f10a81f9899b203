import { Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { casesOfQuery } from '../queries';
import { Choice } from './Choice';
import { FindCustomer, type Named } from './FindCustomer';
import { type FormProps, relationKinds } from './forms';

export function Relation({ file, close }: FormProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(relationKinds[0] ?? 'works_for');
  const [other, setOther] = useState<Named>();
  const [role, setRole] = useState('');
  const params = { path: { customer: file.customer.id } };
  const body = { organisation_id: other?.id ?? '', kind, role: role || null };
  return (
    <QuickForm
      freshens={['customer', file.customer.id]}
      close={close}
      explain={t('form_relation.explain')}
      go={t('app.save')}
      fields={['role', 'organisation_id']}
      isReady={other !== undefined}
      send={() => said(api.POST('/customers/{customer}/relations', { params, body }))}
    >
      {refusal => (
        <>
          <Choice
            label={t('contact.kind')}
            prefix="relation"
            values={relationKinds}
            value={kind}
            set={setKind}
            error={problemOf(refusal, 'organisation_id')}
          />
          {other ? (
            <Text fw={600}>
              <bdi>{other.name}</bdi>
            </Text>
          ) : (
            <FindCustomer but={file.customer.id} found={setOther} />
          )}
          <TextInput
            label={t('form_relation.role')}
            dir={role ? 'auto' : undefined}
            error={problemOf(refusal, 'role')}
            value={role}
            onChange={e => setRole(e.currentTarget.value)}
          />
        </>
      )}
    </QuickForm>
  );
}

/// Two rows that are one customer: the other one's cases, promises and contacts come here.
export function Join({ file, close }: FormProps) {
  const { t } = useTranslation();
  const { id, version } = file.customer;
  const path = { customer: id };
  const likely = useQuery({
    queryKey: ['customer', id, 'duplicates'],
    queryFn: () => said(api.GET('/customers/{customer}/duplicates', { params: { path } })),
  });
  const [lost, setLost] = useState<Named>();
  const theirs = useQuery({ ...casesOfQuery(lost?.id ?? ''), enabled: lost !== undefined });
  const ours = useQuery(casesOfQuery(id));
  const hers = useWordOnCase([...(theirs.data ?? []), ...(ours.data ?? [])]);
  const body = { version, lost: lost?.id ?? '', her_word: hers.word };
  const rows = likely.data?.items ?? [];
  return (
    <QuickForm
      freshens={['customer', id]}
      close={close}
      explain={t('join.explain')}
      go={t('customer.join')}
      fields={hers.fields}
      isReady={lost !== undefined && hers.isReady}
      send={() => said(api.POST('/customers/{customer}/merge', { params: { path }, body }))}
    >
      {refusal => (
        <>
          {rows.length > 0 && (
            <Select
              label={t('join.likely')}
              clearable
              data={rows.map(row => ({ value: row.customer_id, label: row.display_name }))}
              value={lost?.id ?? null}
              onChange={(value, option) =>
                setLost(value ? { id: value, name: option?.label ?? '' } : undefined)
              }
            />
          )}
          {lost ? (
            <Text fw={600}>
              {t('join.will')} <bdi>{lost.name}</bdi>
            </Text>
          ) : (
            <FindCustomer but={id} found={setLost} />
          )}
          {hers.inputs(refusal)}
        </>
      )}
    </QuickForm>
  );
}
