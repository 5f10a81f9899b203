import { SimpleGrid, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { problemOf } from '~/ui/Failure';
import { QuickForm } from '~/ui/QuickForm';
import { Choice } from './Choice';
import { contactKinds, type FormProps } from './forms';

/// One more way to reach her.
export function Contact({ file, close }: FormProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(contactKinds[0] ?? 'phone');
  const [value, setValue] = useState('');
  const [street, setStreet] = useState('');
  const [city, setCity] = useState('');
  const [code, setCode] = useState('');
  const [isPrimary, setPrimary] = useState(false);
  const isPostal = kind === 'postal';
  const body = {
    kind,
    is_primary: isPrimary,
    ...(isPostal ? { postal: { street, city, postal_code: code || null } } : { value }),
  };
  const params = { path: { customer: file.customer.id } };
  return (
    <QuickForm
      freshens={['customer', file.customer.id]}
      close={close}
      explain={t('contact.explain')}
      go={t('app.save')}
      fields={['value', 'postal.street', 'postal.city']}
      isReady={isPostal ? street.trim() !== '' && city.trim() !== '' : value.trim() !== ''}
      send={() => said(api.POST('/customers/{customer}/contacts', { params, body: body as never }))}
    >
      {refusal => (
        <>
          <Choice
            label={t('contact.kind')}
            prefix="contact"
            values={contactKinds}
            value={kind}
            set={setKind}
          />
          {isPostal ? (
            <>
              <TextInput
                label={t('contact.street')}
                required
                data-autofocus
                dir={street ? 'auto' : undefined}
                error={problemOf(refusal, 'postal.street')}
                value={street}
                onChange={e => setStreet(e.currentTarget.value)}
              />
              <SimpleGrid cols={2}>
                <TextInput
                  label={t('contact.code')}
                  value={code}
                  onChange={e => setCode(e.currentTarget.value)}
                />
                <TextInput
                  label={t('contact.city')}
                  required
                  dir={city ? 'auto' : undefined}
                  error={problemOf(refusal, 'postal.city')}
                  value={city}
                  onChange={e => setCity(e.currentTarget.value)}
                />
              </SimpleGrid>
            </>
          ) : (
            <TextInput
              label={t(`contact.${kind}`)}
              required
              data-autofocus
              dir="ltr"
              error={problemOf(refusal, 'value')}
              value={value}
              onChange={e => setValue(e.currentTarget.value)}
            />
          )}
          <Switch
            label={t('contact.primary')}
            checked={isPrimary}
            onChange={e => setPrimary(e.currentTarget.checked)}
          />
        </>
      )}
    </QuickForm>
  );
}
