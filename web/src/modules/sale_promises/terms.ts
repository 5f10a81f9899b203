// A template as a form holds it, and as the wire wants it: what belongs to the other form of promise
// is left out, and no choice at all is said by saying nothing.
import type { Template, Terms } from './queries';

export interface Item {
  form: Terms['form'];
  names: Record<string, string>;
  quantity: number | null;
  months: number | null;
  begins: string;
  from_on: string; // where it begins on a day of its own
  last_on: string; // instead of months
  case_kinds: string[];
  components: string[];
  part_groups: string[];
  transferable: boolean;
  kind: string;
  case_kind: string;
  within_days: number | null;
  before: string;
}

/// Which sales a template goes with.
export interface AppliesValues {
  automatic: boolean;
  groups: string[];
  products: string[]; // as another program named them
  countries: string[];
  sold_from: string;
  sold_until: string;
}

export interface Values extends AppliesValues {
  names: Record<string, string>;
  promises: Item[];
}

export const firstItem: Item = {
  form: 'quantity',
  names: {},
  quantity: 1,
  months: 12,
  begins: 'sale',
  from_on: '',
  last_on: '',
  case_kinds: [],
  components: [],
  part_groups: [],
  transferable: true,
  kind: 'deliver_by',
  case_kind: 'order',
  within_days: 7,
  before: '',
};

const itemOf = (terms: Terms): Item => ({
  form: terms.form,
  names: (terms.names ?? {}) as Record<string, string>,
  quantity: terms.quantity ?? firstItem.quantity,
  months: terms.form === 'quantity' ? (terms.months ?? null) : firstItem.months,
  begins: terms.begins ?? (terms.from_on ? 'given' : 'sale'),
  from_on: terms.from_on ?? '',
  last_on: terms.last_on ?? '',
  case_kinds: terms.case_kinds ?? [],
  components: terms.components ?? [],
  part_groups: terms.part_groups ?? [],
  transferable: terms.transferable ?? true,
  kind: terms.kind ?? firstItem.kind,
  case_kind: terms.case_kind ?? firstItem.case_kind,
  within_days: terms.within_days ?? firstItem.within_days,
  before: terms.before ?? '',
});

export const appliesOf = (template?: {
  automatic: boolean;
  applies: Template['applies'];
}): AppliesValues => ({
  automatic: template?.automatic ?? false,
  groups: template?.applies.groups ?? [],
  products: template?.applies.products ?? [],
  countries: template?.applies.countries ?? [],
  sold_from: template?.applies.sold_from ?? '',
  sold_until: template?.applies.sold_until ?? '',
});

export const valuesOf = (template?: Template): Values => ({
  ...appliesOf(template),
  names: (template?.names ?? {}) as Record<string, string>,
  promises: (template?.promises ?? []).map(itemOf),
});

export const some = <T>(list: T[]) => (list.length > 0 ? list : null);

export function termsOf(item: Item): Terms {
  const { form, names } = item;
  if (form === 'dated')
    return {
      form,
      names,
      kind: item.kind as Terms['kind'],
      case_kind: item.case_kind as Terms['case_kind'],
      within_days: item.within_days,
      before: item.before || null,
    };
  const hasParts = item.components.length === 0 || item.components.includes('parts');
  return {
    form,
    names,
    quantity: item.quantity,
    months: item.months,
    begins: item.begins as Terms['begins'],
    from_on: item.begins === 'given' ? item.from_on || null : null,
    last_on: item.last_on || null,
    case_kinds: some(item.case_kinds) as Terms['case_kinds'],
    components: some(item.components) as Terms['components'],
    part_groups: hasParts ? some(item.part_groups) : null,
    transferable: item.transferable,
  };
}

export const bodyOfApplies = (values: AppliesValues) => ({
  automatic: values.automatic,
  applies: {
    groups: some(values.groups),
    products: some(values.products),
    countries: some(values.countries),
    sold_from: values.sold_from || null,
    sold_until: values.sold_until || null,
  },
});

export const bodyOf = (values: Values) => ({
  names: values.names,
  ...bodyOfApplies(values),
  promises: values.promises.map(termsOf),
});
