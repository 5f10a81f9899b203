import { Fieldset, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { useMay } from '~/app/session';
import { Form } from '~/ui/form/Form';
import { useForm } from '~/ui/form/useForm';
import { type Person, personQuery } from '../queries';
import { Abilities, Basics, type Values } from './PersonFields';

const valuesOf = (p: Person): Values => ({
  name: p.name,
  email: p.email,
  language: p.language,
  roles: p.roles,
  teams: p.teams,
  languages: p.languages,
  skills: p.skills,
  max_open: p.max_open,
  calendar_id: p.calendar_id || null,
});

export function PersonForm({ person, done }: { person: Person; done: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const client = useQueryClient();
  const path = { staff: person.id };
  const form = useForm<Values, Person>({
    place: `person.${person.id}`,
    start: valuesOf(person),
    version: person.version,
    save: ({ calendar_id, ...values }, version) => {
      const calendar = calendar_id ? { calendar_id } : { no_calendar: true };
      const body = { version, ...values, ...calendar };
      return said(api.PATCH('/staff/{staff}', { params: { path }, body }));
    },
    current: async () => {
      const now = await said(api.GET('/staff/{staff}', { params: { path } }));
      return { values: valuesOf(now), version: now.version };
    },
    done: now => {
      client.setQueryData(personQuery(now.id).queryKey, now);
      void client.invalidateQueries({ queryKey: ['staff', 'list'] });
      void client.invalidateQueries({ queryKey: ['people'] });
      done();
    },
  });
  const isFixed = !may('staff_write') || person.state === 'left';
  const fields = (
    <Stack>
      <Fieldset legend={t('people.basics')}>
        <Stack>
          <Basics form={form} isFixed={isFixed} />
        </Stack>
      </Fieldset>
      <Fieldset legend={t('people.abilities')}>
        <Abilities form={form} isFixed={isFixed} />
      </Fieldset>
    </Stack>
  );
  return isFixed ? fields : <Form form={form}>{fields}</Form>;
}
