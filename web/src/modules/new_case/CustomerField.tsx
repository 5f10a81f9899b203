import {
  Button,
  Combobox,
  Group,
  InputBase,
  SimpleGrid,
  Text,
  TextInput,
  useCombobox,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Refusal, said } from '~/api/client';
import { useMay } from '~/app/session';
import { problemOf } from '~/ui/Failure';
import type { Form } from './form';

interface Found {
  id: string;
  name: string;
  aside: string;
  language: string;
}

/// By the beginning of a name as one types; by a whole number or address exactly.
async function look(typed: string): Promise<Found[]> {
  const isContact = /^[+\d][\d\s()/.-]{5,}$/.test(typed) || typed.includes('@');
  if (isContact) {
    const query = { contact: typed, limit: 8 };
    const page = await said(api.GET('/customers', { params: { query } }));
    return page.items.map(c => ({
      id: c.id,
      name: c.display_name,
      aside: typed,
      language: c.language,
    }));
  }
  const found = await said(api.GET('/search/suggest', { params: { query: { q: typed } } }));
  return found.items
    .filter(hit => hit.kind === 'customer')
    .map(hit => ({
      id: hit.customer_id,
      name: hit.title.text,
      aside: hit.excerpt.text,
      language: hit.language,
    }));
}

interface Props {
  form: Form;
  change: (part: Partial<Form>) => void;
  refusal?: Refusal;
}

const isPhone = (typed: string) => /^[+\d][\d\s()/.-]+$/.test(typed);

export function CustomerField({ form, change, refusal }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const selectFirst = useRef(box.selectFirstOption);
  selectFirst.current = box.selectFirstOption;
  const [typed, setTyped] = useState('');
  const [isNew, setNew] = useState(Boolean(form.name || form.phone || form.email));
  const [q] = useDebouncedValue(typed.trim(), 120);
  const found = useQuery({
    queryKey: ['who', q],
    queryFn: () => look(q),
    enabled: q.length > 1 && may('customers_read'),
  });
  const list = q.length > 1 ? (found.data ?? []) : [];
  const isFound = !may('customers_read') || (q === typed.trim() && !found.isPending);
  // Enter takes who is known already, and makes nobody anew before they were looked for.
  useEffect(() => {
    if (isFound && q.length > 1) selectFirst.current();
  }, [isFound, q]);
  function choose(value: string) {
    box.closeDropdown();
    const known = list.find(one => one.id === value);
    if (known) {
      change({ customer: { id: known.id, name: known.name }, language: known.language });
      setTimeout(() => document.getElementById('subject')?.focus());
      return;
    }
    setNew(true);
    const words = typed.trim();
    if (isPhone(words)) change({ phone: words });
    else if (words.includes('@')) change({ email: words });
    else change({ name: words });
    setTimeout(() => document.getElementById('customer-name')?.focus());
  }
  function again() {
    change({ customer: null, name: '', phone: '', email: '' });
    setNew(false);
    setTimeout(() => document.getElementById('customer')?.focus());
  }
  if (form.customer)
    return (
      <Group justify="space-between">
        <Text fw={600}>
          <bdi>{form.customer.name}</bdi>
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={again}>
          {t('new_case.other')}
        </Button>
      </Group>
    );
  if (isNew) return <NewOne form={form} change={change} refusal={refusal} again={again} />;
  return (
    <Combobox store={box} onOptionSubmit={choose}>
      <Combobox.Target>
        <InputBase
          id="customer"
          label={t('new_case.customer')}
          description={t('new_case.customer_hint')}
          required
          autoFocus
          autoComplete="off"
          dir={typed ? 'auto' : undefined}
          error={problemOf(refusal, 'customer_id')}
          value={typed}
          onChange={e => {
            setTyped(e.currentTarget.value);
            box.openDropdown();
            box.resetSelectedOption();
          }}
          onFocus={() => typed && box.openDropdown()}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={q.length < 2}>
        <Combobox.Options>
          {list.map(one => (
            <Combobox.Option key={one.id} value={one.id}>
              <bdi>{one.name}</bdi>{' '}
              <Text span size="sm" c="dimmed">
                <bdi>{one.aside}</bdi>
              </Text>
            </Combobox.Option>
          ))}
          <Combobox.Option value="new">
            {t('new_case.new_customer')} <q dir="auto">{typed.trim()}</q>
          </Combobox.Option>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function NewOne({ form, change, refusal, again }: Props & { again: () => void }) {
  const { t } = useTranslation();
  const phoneAt = 'contacts[0].value';
  const emailAt = form.phone.trim() ? 'contacts[1].value' : phoneAt;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          id="customer-name"
          label={t('new_case.name')}
          required
          dir={form.name ? 'auto' : undefined}
          error={problemOf(refusal, 'display_name')}
          value={form.name}
          onChange={e => change({ name: e.currentTarget.value })}
        />
        <TextInput
          label={t('new_case.phone')}
          type="tel"
          dir="ltr"
          error={form.phone.trim() ? problemOf(refusal, phoneAt) : undefined}
          value={form.phone}
          onChange={e => change({ phone: e.currentTarget.value })}
        />
        <TextInput
          label={t('new_case.email')}
          type="email"
          dir="ltr"
          error={form.email.trim() ? problemOf(refusal, emailAt) : undefined}
          value={form.email}
          onChange={e => change({ email: e.currentTarget.value })}
        />
      </SimpleGrid>
      <Group>
        <Button size="compact-sm" variant="subtle" onClick={again}>
          {t('new_case.known')}
        </Button>
      </Group>
    </>
  );
}
