import { Autocomplete, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  macros as macrosQuery,
  people as peopleQuery,
  tags as tagsQuery,
  teams as teamsQuery,
  templates as templatesQuery,
} from '~/api/queries';
import { caseKinds, priorities, wordKinds } from '~/ui/enums';
import { caseFields } from './queries';
import type { Action } from './words';

interface Props {
  action: Action;
  isWrong: boolean;
  set: (next: Action) => void;
}

const wide = { flex: 1, minWidth: 200 };

interface ChoiceProps {
  label: string;
  data: { value: string; label: string }[];
  value?: string | null;
  isWrong?: boolean;
  canBeNone?: boolean;
  set: (value: string | null) => void;
}

function Choice({ label, data, value, isWrong, canBeNone, set }: ChoiceProps) {
  return (
    <Select
      style={wide}
      aria-label={label}
      placeholder={label}
      error={isWrong}
      allowDeselect={canBeNone ?? false}
      clearable={canBeNone}
      searchable={data.length > 8}
      data={data}
      value={value ?? null}
      onChange={set}
    />
  );
}

const named = (all: { id: string; name: string }[] | undefined) =>
  (all ?? []).map(one => ({ value: one.id, label: one.name }));

function Whom({ action, isWrong, set }: Props) {
  const { t } = useTranslation();
  const teams = useQuery(teamsQuery).data;
  const people = useQuery(peopleQuery).data;
  return (
    <>
      <Choice
        label={t('automation.team')}
        data={named(teams)}
        value={action.team_id}
        isWrong={isWrong}
        canBeNone
        set={team_id => set({ ...action, team_id })}
      />
      <Choice
        label={t('automation.person')}
        data={named(people)}
        value={action.owner_id}
        isWrong={isWrong}
        canBeNone
        set={owner_id => set({ ...action, owner_id })}
      />
    </>
  );
}

function Word({ action, isWrong, set }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Choice
        label={t('automation.promise')}
        data={wordKinds.map(value => ({ value, label: t(`promise.${value}`) }))}
        value={action.promise_kind}
        isWrong={isWrong}
        set={kind => set({ ...action, promise_kind: kind as Action['promise_kind'] })}
      />
      <NumberInput
        w={150}
        dir="ltr"
        aria-label={t('automation.working_hours')}
        suffix={` ${t('automation.hours')}`}
        min={1}
        max={2000}
        allowDecimal={false}
        value={action.working_hours ?? 8}
        onChange={value => set({ ...action, working_hours: Number(value) })}
      />
      <TextInput
        style={wide}
        dir="auto"
        aria-label={t('automation.promise_what')}
        placeholder={t('automation.promise_what')}
        value={action.value ?? ''}
        onChange={e => set({ ...action, value: e.currentTarget.value })}
      />
    </>
  );
}

function FieldValue({ action, isWrong, set }: Props) {
  const { t, i18n } = useTranslation();
  const fields = useQuery(caseFields).data ?? [];
  return (
    <>
      <Choice
        label={t('automation.field')}
        data={fields.map(field => ({
          value: field.key,
          label: field.label[i18n.language] ?? Object.values(field.label)[0] ?? field.key,
        }))}
        value={action.field}
        isWrong={isWrong}
        set={field => set({ ...action, field })}
      />
      <TextInput
        style={wide}
        dir="auto"
        aria-label={t('automation.value')}
        placeholder={t('automation.value_empty')}
        value={action.value ?? ''}
        onChange={e => set({ ...action, value: e.currentTarget.value })}
      />
    </>
  );
}

function Tag({ action, isWrong, set }: Props) {
  const { t } = useTranslation();
  const tags = useQuery(tagsQuery).data ?? [];
  return (
    <Autocomplete
      style={wide}
      aria-label={t('automation.tag')}
      placeholder={t('automation.tag')}
      error={isWrong}
      data={tags.map(tag => tag.name)}
      value={action.value ?? ''}
      onChange={value => set({ ...action, value })}
    />
  );
}

export function ActionValue(props: Props) {
  const { action, isWrong, set } = props;
  const { t } = useTranslation();
  const macros = useQuery(macrosQuery).data;
  const templates = useQuery(templatesQuery).data;
  const ofWords = (label: string, prefix: string, all: readonly string[]) => (
    <Choice
      label={label}
      data={all.map(value => ({ value, label: t(`${prefix}.${value}`) }))}
      value={action.value}
      isWrong={isWrong}
      set={value => set({ ...action, value })}
    />
  );
  switch (action.act) {
    case 'set_priority':
      return ofWords(t('automation.priority'), 'priority', priorities);
    case 'set_kind':
      return ofWords(t('automation.kind'), 'kind', caseKinds);
    case 'hand_over':
      return <Whom {...props} />;
    case 'promise':
      return <Word {...props} />;
    case 'set_field':
      return <FieldValue {...props} />;
    case 'add_tag':
    case 'remove_tag':
      return <Tag {...props} />;
    case 'run_macro':
      return (
        <Choice
          label={t('automation.macro')}
          data={named(macros)}
          value={action.macro_id}
          isWrong={isWrong}
          set={macro_id => set({ ...action, macro_id })}
        />
      );
    case 'send_template':
      return (
        <Choice
          label={t('automation.template')}
          data={named(templates)}
          value={action.template_id}
          isWrong={isWrong}
          set={template_id => set({ ...action, template_id })}
        />
      );
    case 'note':
      return (
        <Textarea
          style={wide}
          autosize
          minRows={1}
          dir="auto"
          aria-label={t('automation.note')}
          placeholder={t('automation.note')}
          error={isWrong}
          value={action.value ?? ''}
          onChange={e => set({ ...action, value: e.currentTarget.value })}
        />
      );
    case 'call_webhook':
      return (
        <TextInput
          style={wide}
          dir="ltr"
          aria-label={t('automation.event_name')}
          placeholder={t('automation.event_name')}
          error={isWrong}
          value={action.value ?? ''}
          onChange={e => set({ ...action, value: e.currentTarget.value })}
        />
      );
  }
}
