import { Button, Group, Input, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Refusal, said } from '~/api/client';
import { queryClient } from '~/app/query_client';
import { useWordOnCase } from '~/modules/cases/her_word/useWordOnCase';
import { problemOf } from '~/ui/Failure';
import { Form } from '~/ui/form/Form';
import { AreaField, SwitchField, TextField } from '~/ui/form/fields';
import { type Form as State, useForm } from '~/ui/form/useForm';
import { type DeedProps, useFreshen } from './deeds';
import { FindUnit } from './FindUnit';
import { ProductField } from './ProductField';
import { casesOfUnitQuery, type Unit, type UnitSummary, unitQuery } from './queries';
import { TakenSerial } from './TakenSerial';

interface Named {
  id: string;
  title: string;
}
interface Values {
  product: Named | null;
  serial: string;
  described: string;
  manufactured_on: string;
  parent: Named | null;
  scrapped: boolean;
}

const namedOf = ({ id, title, serial }: UnitSummary): Named => ({
  id,
  title: `${title} ${serial}`.trim(),
});

const valuesOf = ({ summary, description, manufactured_on, parent }: Unit): Values => ({
  product: summary.product_id ? { id: summary.product_id, title: summary.title } : null,
  serial: summary.serial,
  described: description,
  manufactured_on: manufactured_on ?? '',
  parent: parent ? namedOf(parent) : null,
  scrapped: summary.state === 'scrapped',
});

const wrong = (field: string, detail: string) =>
  new Refusal('invalid', detail, [{ field, key: field, detail }]);

const sayNamed = (value: unknown) => (value as Named | null)?.title ?? '';

interface Part {
  form: State<Values>;
  before: Named | null; // as it stands there
}

/// What stood there is taken away, unless it is put back.
function Keep({ before, keep, without }: { before: Named; keep: () => void; without: string }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs">
      <Text size="sm" role="note">
        {without}
      </Text>
      <Button size="compact-sm" variant="subtle" onClick={keep}>
        <bdi>{t('unit_change.keep', { title: before.title })}</bdi>
      </Button>
    </Group>
  );
}

type Typed = Record<'typed', string> & { type: (text: string) => void };

function Product({ form, before, typed, type }: Part & Typed) {
  const { t } = useTranslation();
  form.fields.set('product', { label: t('register.product'), say: sayNamed });
  form.paths.add('product_id');
  const { product } = form.values;
  return (
    <div>
      <ProductField
        form={{ product, described: typed }}
        change={part => {
          type(part.described ?? '');
          if (part.product !== undefined) form.change({ product: part.product });
        }}
        hint={t('unit_change.product_hint')}
        problem={problemOf(form.refusal, 'product_id')}
      />
      {before && !product && (
        <Keep
          before={before}
          keep={() => form.change({ product: before })}
          without={t('unit_change.without_product')}
        />
      )}
    </div>
  );
}

function Parent({ form, before, unit }: Part & { unit: string }) {
  const { t } = useTranslation();
  const label = t('unit_change.parent');
  form.fields.set('parent', { label, say: sayNamed });
  form.paths.add('parent_id');
  const { parent } = form.values;
  const problem = problemOf(form.refusal, 'parent_id');
  if (parent)
    return (
      <Input.Wrapper label={label} labelElement="div" error={problem}>
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">
            <bdi>{parent.title}</bdi>
          </Text>
          <Button size="compact-sm" variant="subtle" onClick={() => form.change({ parent: null })}>
            {t('register.other')}
          </Button>
        </Group>
      </Input.Wrapper>
    );
  return (
    <div>
      <FindUnit
        label={label}
        description={t('unit_change.parent_hint')}
        but={unit}
        chosen={null}
        choose={one => form.change({ parent: namedOf(one) })}
        problem={problem}
      />
      {before && (
        <Keep
          before={before}
          keep={() => form.change({ parent: before })}
          without={t('unit_change.without_parent')}
        />
      )}
    </div>
  );
}

/// What stands on its plate and what is known of it besides; when two change it, both are shown.
export function ChangeUnit({ unit, close, join }: DeedProps) {
  const { t } = useTranslation();
  const freshen = useFreshen();
  const { id, version } = unit.summary;
  const params = { path: { unit: id } };
  const hers = useWordOnCase(useQuery(casesOfUnitQuery(id)).data);
  const [typed, type] = useState('');
  const [sent, setSent] = useState('');
  const start = valuesOf(unit);
  const form = useForm<Values, Unit>({
    place: `unit.${id}`,
    start,
    version,
    save: async (v, seen) => {
      if (!v.product && typed.trim()) throw wrong('product_id', t('unit_change.choose'));
      setSent(v.serial);
      const body = {
        version: seen,
        product_id: v.product?.id ?? null,
        serial: v.serial,
        description: v.described,
        manufactured_on: v.manufactured_on || null,
        parent_id: v.parent?.id ?? null,
        no_product: !v.product,
        no_parent: !v.parent,
        no_manufactured_on: !v.manufactured_on,
        scrapped: v.scrapped,
        her_word: hers.word,
      };
      return said(api.PATCH('/units/{unit}', { params, body }));
    },
    current: async () => {
      const now = await queryClient.fetchQuery({ ...unitQuery(id), staleTime: 0 });
      return { values: valuesOf(now), version: now.summary.version };
    },
    done: () => {
      freshen();
      close();
    },
  });
  for (const field of hers.fields) form.paths.add(field);
  return (
    <Form form={form} cancel={close}>
      <Text size="sm" c="dimmed">
        {t('unit_change.explain')}
      </Text>
      <TextField
        form={form}
        name="serial"
        label={t('units.serial')}
        isCode
        maxLength={100}
        autoFocus
      />
      <TakenSerial refusal={form.refusal} serial={sent} but={id} join={join} />
      <Product form={form} before={start.product} typed={typed} type={type} />
      <AreaField
        form={form}
        name="described"
        path="description"
        label={t('unit_change.described')}
        rows={1}
      />
      <TextField form={form} name="manufactured_on" label={t('unit_change.made')} type="date" />
      <Parent form={form} before={start.parent} unit={id} />
      <SwitchField
        form={form}
        name="scrapped"
        label={t('unit_change.scrapped')}
        description={t('unit_change.scrapped_hint')}
      />
      {hers.inputs(form.refusal)}
    </Form>
  );
}
