import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '~/i18n/formats';
import { fieldsQuery, type Target, useLabel } from './fields';

interface Props {
  target: Target;
  values: Record<string, unknown>;
}

/// What the company asks for besides: each field by its name in the reader's language.
export function FieldValues({ target, values }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const formats = useFormats();
  const { data } = useQuery(fieldsQuery(target));
  const filled = (data ?? []).filter(field => values[field.key] !== undefined);
  if (filled.length === 0) return null;
  return (
    <>
      {filled.map(field => {
        const value = values[field.key];
        const choice = field.choices.find(one => one.value === value);
        const text = () => {
          if (choice) return label(choice.label);
          if (typeof value === 'boolean') return t(value ? 'field.yes' : 'field.no');
          if (typeof value === 'number') return formats.number(value);
          return String(value);
        };
        return (
          <div key={field.id}>
            <h3>{label(field.label)}</h3>
            <bdi>{text()}</bdi>
          </div>
        );
      })}
    </>
  );
}
