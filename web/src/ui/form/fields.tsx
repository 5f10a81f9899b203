// The fields of a form: each knows its value, its problem, and how its value is said.
import {
  Input,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, languageNames, languages } from '~/i18n';
import { problemOf } from '../Failure';
import type { Form } from './useForm';

export interface FieldProps<V extends object> {
  form: Form<V>;
  name: keyof V & string;
  label: string;
  description?: ReactNode;
  required?: boolean;
  path?: string; // what the server calls it, if not by its name
  disabled?: boolean;
  autoFocus?: boolean;
}

const asText = (value: unknown) => (value == null ? '' : String(value));

function bound<V extends object>(props: FieldProps<V>, say: (value: unknown) => string = asText) {
  const { form, name, label, description, required, disabled, autoFocus, path = name } = props;
  form.fields.set(name, { label, say });
  form.paths.add(path);
  const error = problemOf(form.refusal, path);
  return {
    own: { label, description, required, disabled, autoFocus, error },
    value: form.values[name] as unknown,
    set: (value: unknown) => form.change({ [name]: value } as Partial<V>),
  };
}

interface TextProps<V extends object> extends FieldProps<V> {
  isCode?: boolean; // an address, a number, a key: left to right in every language
  type?: 'text' | 'email' | 'url' | 'time' | 'date';
  placeholder?: string;
  autoComplete?: string;
  maxLength?: number;
}

function direction(isCode: boolean | undefined, text: string) {
  if (isCode) return 'ltr' as const;
  return text ? ('auto' as const) : undefined;
}

export function TextField<V extends object>(props: TextProps<V>) {
  const { isCode, type = 'text', placeholder, autoComplete, maxLength } = props;
  const { own, value, set } = bound(props);
  const text = asText(value);
  return (
    <TextInput
      {...own}
      type={type}
      dir={direction(isCode || type !== 'text', text)}
      placeholder={placeholder}
      autoComplete={autoComplete ?? 'off'}
      maxLength={maxLength}
      value={text}
      onChange={e => set(e.currentTarget.value)}
    />
  );
}

export function AreaField<V extends object>(props: TextProps<V> & { rows?: number }) {
  const { own, value, set } = bound(props);
  const text = asText(value);
  return (
    <Textarea
      {...own}
      autosize
      minRows={props.rows ?? 3}
      maxRows={24}
      dir={direction(props.isCode, text)}
      placeholder={props.placeholder}
      value={text}
      onChange={e => set(e.currentTarget.value)}
    />
  );
}

export function SecretField<V extends object>(props: TextProps<V>) {
  const { t } = useTranslation();
  const { own, value, set } = bound(props, () => '•••');
  return (
    <PasswordInput
      {...own}
      dir="ltr"
      autoComplete={props.autoComplete ?? 'new-password'}
      placeholder={props.placeholder}
      visibilityToggleButtonProps={{ 'aria-label': t('sign_in.show_password') }}
      value={asText(value)}
      onChange={e => set(e.currentTarget.value)}
    />
  );
}

interface NumberProps<V extends object> extends FieldProps<V> {
  min?: number;
  max?: number;
  suffix?: string;
}

export function NumberField<V extends object>(props: NumberProps<V>) {
  const { own, value, set } = bound(props);
  return (
    <NumberInput
      {...own}
      dir="ltr"
      hideControls
      allowDecimal={false}
      min={props.min}
      max={props.max}
      clampBehavior="none"
      suffix={props.suffix}
      value={value as number}
      onChange={next => set(next === '' ? null : Number(next))}
    />
  );
}

export function SwitchField<V extends object>(props: FieldProps<V>) {
  const { t } = useTranslation();
  const { own, value, set } = bound(props, v => t(v ? 'form.yes' : 'form.no'));
  const { label, description, disabled, error } = own;
  return (
    <Switch
      label={label}
      description={description}
      disabled={disabled}
      error={error}
      checked={Boolean(value)}
      onChange={e => set(e.currentTarget.checked)}
    />
  );
}

export interface Choice {
  value: string;
  label: string;
}

interface ChoiceProps<V extends object> extends FieldProps<V> {
  choices: Choice[];
  none?: string; // the words for "none of these", which then may be chosen
  isSearchable?: boolean;
}

const named = (choices: Choice[], value: unknown) =>
  choices.find(one => one.value === value)?.label ?? asText(value);

export function ChoiceField<V extends object>(props: ChoiceProps<V>) {
  const { choices, none, isSearchable } = props;
  const all = none ? [{ value: '', label: none }, ...choices] : choices;
  const { own, value, set } = bound(props, v => named(all, v ?? ''));
  return (
    <Select
      {...own}
      allowDeselect={false}
      searchable={isSearchable ?? choices.length > 12}
      data={all}
      value={asText(value)}
      onChange={next => set(next || (none ? null : next))}
    />
  );
}

export function ManyField<V extends object>(props: ChoiceProps<V>) {
  const { choices } = props;
  const { t } = useTranslation();
  const say = (v: unknown) => (v as string[]).map(one => named(choices, one)).join(', ');
  const { own, value, set } = bound(props, say);
  const chosen = (value ?? []) as string[];
  return (
    <MultiSelect
      {...own}
      searchable={choices.length > 8}
      nothingFoundMessage={t('form.none_found')}
      hidePickedOptions
      data={choices}
      placeholder={chosen.length === 0 ? props.none : undefined}
      value={chosen}
      onChange={set}
    />
  );
}

export function WordsField<V extends object>(props: FieldProps<V> & { known?: string[] }) {
  const { own, value, set } = bound(props, v => (v as string[]).join(', '));
  return (
    <TagsInput {...own} data={props.known ?? []} value={(value ?? []) as string[]} onChange={set} />
  );
}

export const languageChoices: Choice[] = languages.map(value => ({
  value,
  label: languageNames[value],
}));

interface ByLanguageProps<V extends object> extends FieldProps<V> {
  tags: Language[];
  isLong?: boolean;
  placeholder?: string;
}

/// One text in each of these languages: `{ tr: '…', he: '…' }`.
export function ByLanguageField<V extends object>(props: ByLanguageProps<V>) {
  const { form, name, label, description, tags, isLong, placeholder } = props;
  const texts = (form.values[name] ?? {}) as Record<string, string>;
  const say = (v: unknown) =>
    Object.entries((v ?? {}) as Record<string, string>)
      .map(([tag, text]) => `${languageNames[tag as Language]}: ${text}`)
      .join('\n');
  form.fields.set(name, { label, say });
  const Field = isLong ? Textarea : TextInput;
  const set = (tag: string, text: string) => {
    const { [tag]: _, ...rest } = texts;
    form.change({ [name]: text ? { ...rest, [tag]: text } : rest } as Partial<V>);
  };
  return (
    <Input.Wrapper label={label} description={description} labelElement="div">
      <Stack gap={6} mt={6}>
        {tags.map(tag => {
          const path = `${props.path ?? name}.${tag}`;
          form.paths.add(path);
          return (
            <Field
              key={tag}
              lang={tag}
              dir={tag === 'he' ? 'rtl' : 'ltr'}
              aria-label={`${label}, ${languageNames[tag]}`}
              leftSection={<span aria-hidden>{tag}</span>}
              placeholder={placeholder}
              required={props.required}
              error={problemOf(form.refusal, path)}
              value={texts[tag] ?? ''}
              onChange={e => set(tag, e.currentTarget.value)}
              {...(isLong && { autosize: true, minRows: 2, maxRows: 10 })}
            />
          );
        })}
      </Stack>
    </Input.Wrapper>
  );
}
