import { MultiSelect, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { people as peopleQuery, tags as tagsQuery, teams as teamsQuery } from '~/api/queries';
import { languageNames, languages } from '~/i18n';
import { caseKinds, channels, priorities } from '~/ui/enums';
import { CustomerValues } from './CustomerValues';
import { type Asks, type Condition, customerKinds, ratings } from './words';

interface Choice {
  value: string;
  label: string;
}

function useChoices(asks: Asks): Choice[] | undefined {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery).data ?? [];
  const people = useQuery(peopleQuery).data ?? [];
  const words = (prefix: string, values: readonly string[]) =>
    values.map(value => ({ value, label: t(`${prefix}.${value}`) }));
  switch (asks) {
    case 'kind':
      return words('kind', caseKinds);
    case 'channel':
      return words('channel', channels);
    case 'priority':
      return words('priority', priorities);
    case 'customer_kind':
      return words('customer_kind', customerKinds);
    case 'language':
      return languages.map(value => ({ value, label: languageNames[value] }));
    case 'team':
      return teams.map(team => ({ value: team.id, label: team.name }));
    case 'owner':
      return people.map(person => ({ value: person.id, label: person.name }));
    case 'rating':
      return ratings.map(value => ({ value, label: value }));
    default:
      return undefined;
  }
}

interface Props {
  condition: Condition;
  isWrong: boolean;
  set: (values: string[]) => void;
}

/// Of a closed set where there is one, else as they are typed.
export function ConditionValues({ condition, isWrong, set }: Props) {
  const { t } = useTranslation();
  const choices = useChoices(condition.asks);
  const tags = useQuery(tagsQuery).data ?? [];
  const isSingle = condition.test === 'at_least' || condition.test === 'at_most';
  const common = {
    style: { flex: 1, minWidth: 200 },
    'aria-label': t('automation.values'),
    error: isWrong,
    value: condition.values,
    maxValues: isSingle ? 1 : undefined,
  };
  const { asks } = condition;
  if (asks === 'customer') return <CustomerValues values={condition.values} set={set} />;
  if (choices)
    return (
      <MultiSelect
        {...common}
        hidePickedOptions
        searchable={choices.length > 8}
        placeholder={condition.values.length === 0 ? t('automation.choose') : undefined}
        data={choices}
        onChange={set}
      />
    );
  const hint = ['text', 'subject', 'address', 'country'].includes(asks) ? asks : 'other';
  return (
    <TagsInput
      {...common}
      acceptValueOnBlur
      placeholder={condition.values.length === 0 ? t(`values_hint.${hint}`) : undefined}
      data={asks === 'tag' ? tags.map(tag => tag.name) : []}
      onChange={values => set(asks === 'country' ? values.map(v => v.toUpperCase()) : values)}
    />
  );
}
