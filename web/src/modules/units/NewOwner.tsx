import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useFormats } from '~/i18n/formats';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { FindCustomer, type Named } from '~/modules/customers/forms/FindCustomer';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { type DeedProps, useFreshen } from './deeds';
import { casesOfUnitQuery } from './queries';

/// Whose it is from a day on; what goes along is said before.
export function NewOwner({ unit, close }: DeedProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const freshen = useFreshen();
  const { id, owner, owned_from } = unit.summary;
  const [to, setTo] = useState<Named>();
  const [from, setFrom] = useState('');
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(id)).data);
  const params = { path: { unit: id } };
  const body = { customer_id: to?.id ?? '', from_on: from || null, her_word: hers.word };
  return (
    <QuickForm
      freshens={['unit']}
      close={close}
      explain={t('unit_owner.explain')}
      go={t('unit_owner.go')}
      fields={['customer_id', 'from_on', ...hers.fields]}
      isReady={to !== undefined && hers.isReady}
      send={() => said(api.POST('/units/{unit}/transfer', { params, body }))}
      after={freshen}
    >
      {refusal => {
        const problem = problemOf(refusal, 'customer_id');
        return (
          <>
            {owner && owned_from && (
              <Text size="sm">
                {t('unit_owner.now')} <bdi>{owner.display_name}</bdi>{' '}
                {t('unit.owned_since', { from: formats.date(owned_from) })}
              </Text>
            )}
            {to ? (
              <div>
                <Group justify="space-between" wrap="nowrap">
                  <Text fw={600}>
                    {t('unit_owner.will')} <bdi>{to.name}</bdi>
                  </Text>
                  <Button size="compact-sm" variant="subtle" onClick={() => setTo(undefined)}>
                    {t('register.other')}
                  </Button>
                </Group>
                {problem && (
                  <Text size="sm" c="var(--mantine-color-error)" role="alert">
                    {problem}
                  </Text>
                )}
              </div>
            ) : (
              <FindCustomer
                but={owner?.id ?? undefined}
                found={setTo}
                none={
                  <Text size="sm" role="note">
                    {t('unit_owner.nobody')} <Link to="/new-case">{t('new_case.title')}</Link>
                  </Text>
                }
              />
            )}
            <TextInput
              type="date"
              label={t('unit_deed.from')}
              description={t('unit_deed.from_hint')}
              error={problemOf(refusal, 'from_on')}
              value={from}
              onChange={e => setFrom(e.currentTarget.value)}
            />
            {hers.inputs(refusal)}
          </>
        );
      }}
    </QuickForm>
  );
}
