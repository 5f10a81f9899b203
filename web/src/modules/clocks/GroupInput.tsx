import { Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isSure } from './consequences/deeds';
import type { CaseLaw, LawGroup } from './queries';

interface Props {
  groups: LawGroup[];
  product: CaseLaw['product']; // that the case is about
  value: string; // '' is not known
  error?: string;
  set: (name: string) => void;
}

/// The group of products by which the law rules: how long a repair may take, how long parts are to
/// be had. The product of the case says which, where the law knows its group.
export function GroupInput({ groups, product, value, error, set }: Props) {
  const { t } = useTranslation();
  if (groups.length === 0) return null;
  const chosen = groups.find(one => one.name === value);
  const gives = [
    chosen?.repair && t('law_group.repair', { amount: chosen.repair }),
    chosen?.usage_life && t('law_group.usage_life', { amount: chosen.usage_life }),
    chosen && !isSure(chosen.confidence) && t(`law_confidence.${chosen.confidence}`),
  ].filter(Boolean);
  const hint = () => {
    if (!product) return t('law_group.hint');
    const words = { product: product.title, group: product.group_words };
    return t(product.group ? 'law_group.by_product' : 'law_group.not_named', words);
  };
  return (
    <div>
      <Select
        label={t('law_group.label')}
        description={hint()}
        allowDeselect={false}
        searchable={groups.length > 8}
        error={error}
        data={[
          { value: '', label: t('law_fact.unknown') },
          ...groups.map(one => ({ value: one.name, label: one.words })),
        ]}
        value={value}
        onChange={next => set(next ?? '')}
      />
      <Text size="sm" c="dimmed" mt={4} aria-live="polite">
        {chosen ? gives.join(' · ') : t('law_group.usual')}
      </Text>
    </div>
  );
}
