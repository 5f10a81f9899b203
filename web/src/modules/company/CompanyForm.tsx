import { Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { company } from '~/api/queries';
import { type Language, languages } from '~/i18n';
import { useFormats } from '~/i18n/formats';
import { Form } from '~/ui/form/Form';
import {
  ByLanguageField,
  ChoiceField,
  languageChoices,
  ManyField,
  NumberField,
  TextField,
} from '~/ui/form/fields';
import { type Form as FormState, useForm } from '~/ui/form/useForm';
import { countryChoices, currencyChoices, zoneChoices } from './places';

export type Profile = Schemas['Profile'];
interface Props {
  profile: Profile;
  done: (profile: Profile) => void;
  go?: string;
}

export interface Values extends Omit<Profile, 'version' | 'remedy_minor'> {
  remedy: number; // in whole units of the currency
}

const minorIn = (currency: string) =>
  10 **
  (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2);

function safeMinor(currency: string) {
  try {
    return minorIn(currency);
  } catch {
    return 100; // no currency yet: the server names the field
  }
}

export function valuesOf({ version: _, remedy_minor, ...rest }: Profile): Values {
  return { ...rest, remedy: remedy_minor / safeMinor(rest.currency) };
}
export function bodyOf({ remedy, ...rest }: Values, version: number): Profile {
  return { ...rest, version, remedy_minor: Math.round(remedy * safeMinor(rest.currency)) };
}

export function useCompanyForm({ profile, done }: Props) {
  const client = useQueryClient();
  return useForm<Values, Profile>({
    place: 'company',
    start: valuesOf(profile),
    version: profile.version,
    save: (values, version) => said(api.PUT('/company', { body: bodyOf(values, version) })),
    current: async () => {
      const now = await said(api.GET('/company'));
      return { values: valuesOf(now), version: now.version };
    },
    done: now => {
      client.setQueryData(company.queryKey, now);
      done(now);
    },
  });
}

/// Who we are, where we are, and in which languages we serve.
export function Basics({ form }: { form: FormState<Values> }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <TextField form={form} name="name" label={t('company.name')} required />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ManyField
          form={form}
          name="languages"
          label={t('company.languages')}
          description={t('company.languages_hint')}
          choices={languageChoices}
          required
        />
        <ChoiceField
          form={form}
          name="default_language"
          label={t('company.default_language')}
          description={t('company.default_language_hint')}
          choices={languageChoices}
        />
        <ChoiceField
          form={form}
          name="country"
          label={t('company.country')}
          description={t('company.country_hint')}
          choices={countryChoices(i18n.language)}
        />
        <ChoiceField
          form={form}
          name="currency"
          label={t('company.currency')}
          description={t('company.currency_hint')}
          choices={currencyChoices(i18n.language)}
        />
        <ChoiceField
          form={form}
          name="zone"
          label={t('company.zone')}
          description={t('company.zone_hint')}
          choices={zoneChoices()}
        />
        <TextField
          form={form}
          name="public_url"
          label={t('company.public_url')}
          description={t('company.public_url_hint')}
          placeholder={location.origin}
          isCode
        />
      </SimpleGrid>
    </>
  );
}

const remedyKinds = ['coupon', 'money', 'free_service', 'shipping'] as const;

function Rules({ form }: { form: FormState<Values> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextField
        form={form}
        name="case_number_prefix"
        label={t('company.prefix')}
        description={t('company.prefix_hint')}
        isCode
      />
      <NumberField
        form={form}
        name="undo_send_seconds"
        label={t('company.undo')}
        description={t('company.undo_hint')}
        max={120}
      />
      <NumberField
        form={form}
        name="reopen_limit"
        label={t('company.reopen')}
        description={t('company.reopen_hint', { count: formats.number(form.values.reopen_limit) })}
      />
      <ChoiceField
        form={form}
        name="remedy_kind"
        label={t('company.remedy')}
        description={t('company.remedy_hint')}
        none={t('company.remedy_none')}
        choices={remedyKinds.map(value => ({ value, label: t(`remedy.${value}`) }))}
      />
      {form.values.remedy_kind && (
        <NumberField
          form={form}
          name="remedy"
          path="remedy_minor"
          label={t('company.remedy_amount', { currency: form.values.currency })}
        />
      )}
    </SimpleGrid>
  );
}

export function CompanyForm(props: Props) {
  const { t } = useTranslation();
  const form = useCompanyForm(props);
  const tags = languages.filter(l => form.values.languages.includes(l)) as Language[];
  return (
    <Form form={form} go={props.go}>
      <Fieldset legend={t('company.basics')}>
        <Stack>
          <Basics form={form} />
        </Stack>
      </Fieldset>
      <Fieldset legend={t('company.letters')}>
        <Stack>
          <ByLanguageField
            form={form}
            name="sender_names"
            label={t('company.sender_names')}
            description={t('company.sender_names_hint')}
            placeholder={form.values.name}
            tags={tags}
          />
          <ByLanguageField
            form={form}
            name="signatures"
            label={t('company.signatures')}
            description={t('company.signatures_hint')}
            tags={tags}
            isLong
          />
        </Stack>
      </Fieldset>
      <Fieldset legend={t('company.rules')}>
        <Rules form={form} />
      </Fieldset>
    </Form>
  );
}
