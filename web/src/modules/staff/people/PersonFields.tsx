import { SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { calendars as calendarsQuery, teams as teamsQuery } from '~/api/queries';
import type { Language } from '~/i18n';
import {
  ChoiceField,
  languageChoices,
  ManyField,
  NumberField,
  TextField,
  WordsField,
} from '~/ui/form/fields';
import type { Form } from '~/ui/form/useForm';
import { roles as rolesQuery, useRoleName } from '../queries';

export interface Values {
  name: string;
  email: string;
  language: Language;
  roles: string[];
  teams: string[];
  languages: Language[];
  skills: string[];
  max_open: number | null;
  calendar_id: string | null;
}

export function Basics({ form, isFixed }: { form: Form<Values>; isFixed?: boolean }) {
  const { t } = useTranslation();
  const roles = useQuery(rolesQuery);
  const teams = useQuery(teamsQuery);
  const roleName = useRoleName();
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextField form={form} name="name" label={t('form.name')} required disabled={isFixed} />
        <TextField
          form={form}
          name="email"
          type="email"
          label={t('people.email')}
          description={t('people.email_hint')}
          required
          disabled={isFixed}
        />
      </SimpleGrid>
      <ManyField
        form={form}
        name="roles"
        label={t('people.roles')}
        description={t('people.roles_hint')}
        required
        disabled={isFixed}
        choices={(roles.data ?? []).map(role => ({ value: role.id, label: roleName(role) }))}
      />
      <ManyField
        form={form}
        name="teams"
        label={t('people.teams')}
        description={t('people.teams_hint')}
        disabled={isFixed}
        choices={(teams.data ?? []).map(team => ({ value: team.id, label: team.name }))}
      />
      <ChoiceField
        form={form}
        name="language"
        label={t('people.language')}
        description={t('people.language_hint')}
        disabled={isFixed}
        choices={languageChoices}
      />
    </>
  );
}

/// What decides which cases come to her.
export function Abilities({ form, isFixed }: { form: Form<Values>; isFixed?: boolean }) {
  const { t } = useTranslation();
  const calendars = useQuery(calendarsQuery);
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <ManyField
        form={form}
        name="languages"
        label={t('people.languages')}
        description={t('people.languages_hint')}
        disabled={isFixed}
        choices={languageChoices}
      />
      <WordsField
        form={form}
        name="skills"
        label={t('people.skills')}
        description={t('people.skills_hint')}
        disabled={isFixed}
      />
      <NumberField
        form={form}
        name="max_open"
        label={t('people.max_open')}
        description={t('people.max_open_hint')}
        disabled={isFixed}
        min={0}
      />
      <ChoiceField
        form={form}
        name="calendar_id"
        label={t('people.calendar')}
        description={t('people.calendar_hint')}
        disabled={isFixed}
        none={t('people.calendar_none')}
        choices={(calendars.data ?? []).map(c => ({ value: c.id, label: c.name }))}
      />
    </SimpleGrid>
  );
}
