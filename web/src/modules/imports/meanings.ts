// What a column may mean, in words: ours by their texts, the company's own by their labels.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customFields, meaningsQuery, type Target } from './queries';

export function useMeanings(target: Target) {
  const { t, i18n } = useTranslation();
  const meanings = useQuery(meaningsQuery(target)).data ?? [];
  const ofCustomers = useQuery(customFields('customer')).data ?? [];
  const ofCases = useQuery(customFields('case')).data ?? [];
  function say(meaning: string) {
    const [prefix, key] = meaning.split('.');
    if (!key) return t(`meaning.${meaning}`);
    const field = (prefix === 'custom' ? ofCustomers : ofCases).find(one => one.key === key);
    return field?.label[i18n.language] ?? Object.values(field?.label ?? {})[0] ?? key;
  }
  return meanings.map(value => ({ value, label: say(value) }));
}
