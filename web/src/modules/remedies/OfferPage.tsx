import { Fieldset, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { company as companyQuery, remedyOffers } from '~/api/queries';
import { NothingHere } from '~/app/NothingHere';
import { languages } from '~/i18n';
import { caseKinds, remedyKinds } from '~/ui/enums';
import { Form } from '~/ui/form/Form';
import {
  ByLanguageField,
  ChoiceField,
  ManyField,
  NumberField,
  SwitchField,
  TextField,
} from '~/ui/form/fields';
import { againIn, useRowForm } from '~/ui/form/useRowForm';
import { Loaded } from '~/ui/Loaded';
import { SettingsPage } from '~/ui/SettingsPage';
import { useOneOf } from '~/ui/useOneOf';
import type { Offer } from './queries';

type Service = NonNullable<Offer['service']>;
const components: NonNullable<Service['components']> = [
  'parts',
  'labour',
  'travel',
  'shipping',
  'loaner',
];

interface Values {
  kind: Offer['kind'];
  names: Record<string, string>;
  amount: string;
  currency: string;
  active: boolean;
  is_held: boolean;
  case_kinds: NonNullable<Service['case_kinds']>;
  components: NonNullable<Service['components']>;
  months: number | null;
}

const valuesOf = (offer: Offer | undefined, currency: string): Values => ({
  kind: offer?.kind ?? 'coupon',
  names: (offer?.names ?? {}) as Record<string, string>,
  amount: offer?.amount ?? '',
  currency: offer?.currency ?? currency,
  active: offer?.active ?? true,
  is_held: offer ? offer.service !== null : true,
  case_kinds: offer?.service?.case_kinds ?? [],
  components: offer?.service?.components ?? [],
  months: offer?.service?.months ?? 12,
});

function bodyOf(values: Values) {
  const { kind, names, currency, active, is_held, case_kinds, months } = values;
  const service =
    kind === 'free_service' && is_held
      ? { case_kinds, components: values.components, months }
      : null;
  const amount = kind === 'apology' ? '0' : values.amount || '0';
  return { kind, names, amount, currency, active, service };
}

function Service({ form }: { form: ReturnType<typeof useOfferForm> }) {
  const { t } = useTranslation();
  return (
    <Fieldset legend={t('remedies.service')}>
      <Stack gap="sm">
        <SwitchField
          form={form}
          name="is_held"
          label={t('remedies.is_held')}
          description={t('remedies.is_held_hint')}
        />
        {form.values.is_held && (
          <>
            <ManyField
              form={form}
              name="case_kinds"
              path="service.case_kinds"
              label={t('remedies.case_kinds')}
              none={t('remedies.any_kind')}
              choices={caseKinds.map(value => ({ value, label: t(`kind.${value}`) }))}
            />
            <ManyField
              form={form}
              name="components"
              path="service.components"
              label={t('remedies.components')}
              none={t('remedies.any_component')}
              choices={components.map(value => ({ value, label: t(`component.${value}`) }))}
            />
            <NumberField
              form={form}
              name="months"
              path="service.months"
              label={t('remedies.months')}
              min={1}
              max={120}
            />
          </>
        )}
      </Stack>
    </Fieldset>
  );
}

const useOfferForm = (offer: Offer | undefined, currency: string, done: () => void) =>
  useRowForm<Values, Offer>({
    noun: 'remedy_offer',
    row: offer,
    valuesOf: row => valuesOf(row, currency),
    add: (values, key) => {
      const params = { header: { 'Idempotency-Key': key } };
      return said(api.POST('/remedy-offers', { params, body: bodyOf(values) }));
    },
    change: ({ id }, values, version) => {
      const params = { path: { remedy_offer: id } };
      const body = { ...bodyOf(values), version };
      return said(api.PUT('/remedy-offers/{remedy_offer}', { params, body }));
    },
    again: againIn(remedyOffers),
    done,
  });

interface EditingProps {
  offer?: Offer;
  currency: string;
  done: () => void;
}

function Editing({ offer, currency, done }: EditingProps) {
  const { t } = useTranslation();
  const form = useOfferForm(offer, currency, done);
  const { kind } = form.values;
  form.paths.add('names');
  return (
    <Form form={form}>
      <ChoiceField
        form={form}
        name="kind"
        label={t('word.kind')}
        choices={remedyKinds.map(value => ({ value, label: t(`remedy_kind.${value}`) }))}
      />
      <ByLanguageField
        form={form}
        name="names"
        label={t('remedies.names')}
        description={t('remedies.names_hint')}
        tags={[...languages]}
      />
      {kind !== 'apology' && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextField
            form={form}
            name="amount"
            label={t('remedies.cost')}
            description={t('remedies.cost_hint')}
            required
            isCode
          />
          <TextField
            form={form}
            name="currency"
            label={t('remedies.currency')}
            description={t('remedies.currency_hint')}
            required
            isCode
            maxLength={3}
          />
        </SimpleGrid>
      )}
      {kind === 'free_service' && <Service form={form} />}
      <SwitchField
        form={form}
        name="active"
        label={t('remedies.in_use')}
        description={t('remedies.in_use_hint')}
      />
    </Form>
  );
}

export default function OfferPage() {
  const { t } = useTranslation();
  const { id, isNew, savedAndBack } = useOneOf('/settings/remedies');
  const offers = useQuery(remedyOffers);
  const company = useQuery(companyQuery);
  const offer = offers.data?.find(one => one.id === id);
  if (offers.isSuccess && !isNew && !offer) return <NothingHere />;
  return (
    <SettingsPage
      title={isNew ? t('remedies.add_offer') : (offer?.name ?? '')}
      up={{ to: '/settings/remedies', label: t('remedies.title') }}
    >
      <Loaded query={company}>
        {({ currency }) => (
          <Loaded query={offers}>
            {() =>
              (isNew || offer) && (
                <Editing key={id} offer={offer} currency={currency} done={savedAndBack} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </SettingsPage>
  );
}
