import { Button, Combobox, Group, InputBase, Text, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import type { Form } from './form';

type Known = Pick<Form, 'product' | 'described'>;

interface Props {
  form: Known;
  change: (part: Partial<Known>) => void;
  hint?: string; // where a few words do not do
  problem?: string;
}

/// A model's beginning or the number under the barcode; what is not in the catalogue stays as it
/// was described.
export function ProductField({ form, change, hint, problem }: Props) {
  const { t } = useTranslation();
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const [find] = useDebouncedValue(form.described.trim(), 150);
  const found = useQuery({
    queryKey: ['product', 'find', find],
    queryFn: async () =>
      (await said(api.GET('/products', { params: { query: { find } } }))).items.filter(
        product => product.kind === 'product',
      ),
    enabled: find.length > 1,
  });
  const list = find.length > 1 ? (found.data ?? []).slice(0, 8) : [];
  if (form.product)
    return (
      <Group justify="space-between">
        <Text fw={600}>
          <bdi>{form.product.title}</bdi>
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={() => change({ product: null })}>
          {t('register.other')}
        </Button>
      </Group>
    );
  return (
    <Combobox
      store={box}
      onOptionSubmit={id => {
        const product = list.find(one => one.id === id);
        if (product) change({ product: { id, title: product.title } });
        box.closeDropdown();
      }}
    >
      <Combobox.Target>
        <InputBase
          label={t('register.product')}
          description={hint ?? t('register.product_hint')}
          autoComplete="off"
          error={problem}
          dir={form.described ? 'auto' : undefined}
          value={form.described}
          onChange={e => {
            change({ described: e.currentTarget.value });
            box.openDropdown();
            box.selectFirstOption();
          }}
          onBlur={() => box.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={list.length === 0}>
        <Combobox.Options>
          {list.map(product => (
            <Combobox.Option key={product.id} value={product.id}>
              <bdi>{product.title}</bdi>{' '}
              <Text span size="sm" c="dimmed">
                <bdi>{product.name}</bdi>
              </Text>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
