import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';
import { current } from '~/i18n';
import { Form } from '~/ui/form/Form';
import { useForm } from '~/ui/form/useForm';
import { Loaded } from '~/ui/Loaded';
import { type Role, roles as rolesQuery } from '../queries';
import { Basics, type Values } from './PersonFields';

export type Invited = Schemas['Invitation'];
interface Props {
  done: (invited: Invited) => void;
  team?: string; // one to begin with
}

function Fields({ roles, done, team }: Props & { roles: Role[] }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const agent = roles.find(role => role.key === 'agent');
  const form = useForm<Values, Invited>({
    place: 'person.new',
    start: {
      name: '',
      email: '',
      language: current(),
      roles: agent ? [agent.id] : [],
      teams: team ? [team] : [],
      languages: [],
      skills: [],
      max_open: null,
      calendar_id: null,
    },
    save: ({ languages, max_open, calendar_id, ...values }) =>
      said(
        api.POST('/staff', {
          body: { ...values, languages: languages.length > 0 ? languages : [values.language] },
        }),
      ),
    done: invited => {
      void client.invalidateQueries({ queryKey: ['staff'] });
      done(invited);
    },
  });
  return (
    <Form form={form} go={t('people.invite')}>
      <Basics form={form} />
    </Form>
  );
}

export function InviteForm(props: Props) {
  const roles = useQuery(rolesQuery);
  return <Loaded query={roles}>{all => <Fields {...props} roles={all} />}</Loaded>;
}
