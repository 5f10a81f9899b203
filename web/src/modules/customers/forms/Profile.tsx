import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Refusal, type Schemas, said } from '~/api/client';
import { languages } from '~/i18n';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { problemOf } from '~/ui/Failure';
import { FieldInputs } from '~/ui/fields/FieldInputs';
import { fieldsQuery } from '~/ui/fields/fields';
import { QuickForm } from '~/ui/QuickForm';
import { casesOfQuery } from '../queries';
import { Choice } from './Choice';
import type { FormProps } from './forms';

const kinds = ['person', 'organisation'] as const;
const names = ['display_name', 'given_name', 'family_name', 'title', 'address_as'] as const;

type Mine = Partial<
  Pick<
    Schemas['CustomerFile']['customer'],
    (typeof names)[number] | 'language' | 'formality' | 'kind' | 'country'
  >
>;

/// Who she is, and how she wants to be spoken to.
export function Profile({ file, close }: FormProps) {
  const { t } = useTranslation();
  const c = file.customer;
  // What one did not touch is as it is by now, and is not sent.
  const [mine, setMine] = useState<Mine>({});
  const form = { ...c, ...mine };
  const hers = useWordOnCase(useQuery(casesOfQuery(c.id)).data);
  const asked = useQuery(fieldsQuery('customer'));
  const [custom, setCustom] = useState<Record<string, unknown>>();
  const known = new Set((asked.data ?? []).map(field => field.key));
  const values =
    custom ?? Object.fromEntries(Object.entries(c.custom).filter(([key]) => known.has(key)));
  const change = (part: Mine) => setMine(before => ({ ...before, ...part }));
  const text = (name: (typeof names)[number], refusal: Refusal | undefined) => (
    <TextInput
      key={name}
      label={t(`profile.${name}`)}
      description={name === 'address_as' ? t('profile.address_as_hint') : undefined}
      required={name === 'display_name'}
      data-autofocus={name === 'display_name' || undefined}
      dir={form[name] ? 'auto' : undefined}
      error={problemOf(refusal, name)}
      value={form[name]}
      onChange={e => change({ [name]: e.currentTarget.value })}
    />
  );
  return (
    <QuickForm
      freshens={['customer', c.id]}
      close={close}
      explain={t('profile.explain')}
      go={t('app.save')}
      fields={[
        ...names,
        'kind',
        'country',
        ...[...known].map(key => `custom.${key}`),
        ...hers.fields,
      ]}
      isReady={form.display_name.trim() !== '' && hers.isReady}
      send={() =>
        said(
          api.PATCH('/customers/{customer}', {
            params: { path: { customer: c.id } },
            body: {
              version: c.version,
              ...mine,
              ...(custom && { custom: custom as never }),
              her_word: hers.word,
            },
          }),
        )
      }
    >
      {refusal => (
        <>
          {text('display_name', refusal)}
          <SimpleGrid cols={2}>
            {text('given_name', refusal)}
            {text('family_name', refusal)}
          </SimpleGrid>
          {text('title', refusal)}
          {text('address_as', refusal)}
          <SimpleGrid cols={2}>
            <Choice
              label={t('profile.language')}
              prefix="language"
              values={languages}
              value={form.language}
              set={language => change({ language })}
            />
            <Choice
              label={t('profile.formality')}
              prefix="formality"
              values={['formal', 'informal'] as const}
              value={form.formality}
              set={formality => change({ formality })}
            />
          </SimpleGrid>
          <SimpleGrid cols={2}>
            <Select
              label={t('profile.kind')}
              allowDeselect={false}
              data={kinds.map(one => ({ value: one, label: t(`profile_kind.${one}`) }))}
              value={form.kind}
              onChange={kind => change({ kind: (kind ?? form.kind) as typeof form.kind })}
              error={problemOf(refusal, 'kind')}
            />
            <TextInput
              label={t('profile.country')}
              description={t('profile.country_hint')}
              dir="ltr"
              maxLength={2}
              error={problemOf(refusal, 'country')}
              value={form.country}
              onChange={e => change({ country: e.currentTarget.value.toUpperCase() })}
            />
          </SimpleGrid>
          {hers.inputs(refusal)}
          <FieldInputs
            target="customer"
            values={values}
            change={setCustom}
            refusal={refusal}
            path="custom"
          />
        </>
      )}
    </QuickForm>
  );
}
