import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { countryChoices } from '~/modules/company/places';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import type { DeedProps } from './deeds';

/// Where it stands from a day on; where it stood before stays written.
export function MoveUnit({ unit, close }: DeedProps) {
  const { t, i18n } = useTranslation();
  const [place, setPlace] = useState('');
  const [country, setCountry] = useState(unit.places.at(-1)?.country ?? '');
  const [from, setFrom] = useState('');
  const params = { path: { unit: unit.summary.id } };
  const body = { place, country: country || null, from_on: from || null };
  return (
    <QuickForm
      freshens={['unit']}
      close={close}
      explain={t('unit_place.explain')}
      go={t('app.save')}
      fields={['place', 'country', 'from_on']}
      isReady={place.trim() !== ''}
      send={() => said(api.POST('/units/{unit}/places', { params, body }))}
    >
      {refusal => (
        <>
          <Textarea
            label={t('unit.place')}
            description={t('unit_place.hint')}
            required
            data-autofocus
            autosize
            minRows={2}
            maxLength={500}
            dir={place ? 'auto' : undefined}
            error={problemOf(refusal, 'place')}
            value={place}
            onChange={e => setPlace(e.currentTarget.value)}
          />
          <Select
            label={t('unit_place.country')}
            searchable
            clearable
            data={countryChoices(i18n.language)}
            error={problemOf(refusal, 'country')}
            value={country || null}
            onChange={value => setCountry(value ?? '')}
          />
          <TextInput
            type="date"
            label={t('unit_deed.from')}
            description={t('unit_deed.from_hint')}
            error={problemOf(refusal, 'from_on')}
            value={from}
            onChange={e => setFrom(e.currentTarget.value)}
          />
        </>
      )}
    </QuickForm>
  );
}
