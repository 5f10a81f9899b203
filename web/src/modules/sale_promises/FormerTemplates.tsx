import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Versions } from '~/ui/Versions';
import { nameIn } from './names';
import type { Template } from './queries';
import { type Values, valuesOf } from './terms';

interface Props {
  template: Template;
  use: (values: Values) => void;
}

/// What it promised before; sales of that time keep what they were told.
export function FormerTemplates({ template, use }: Props) {
  const { i18n } = useTranslation();
  const versions = useQuery({
    queryKey: ['sale_promise_template', template.id, 'versions', template.version],
    queryFn: async () => {
      const params = { path: { sale_promise_template: template.id } };
      const all = (
        await said(api.GET('/sale-promise-templates/{sale_promise_template}/versions', { params }))
      ).items;
      // Each was replaced when the next was written.
      return all.slice(1).map((one, at) => ({
        version: one.version,
        replaced_at: all[at]?.updated_at ?? one.updated_at,
        replaced_by_id: '',
        replaced_by_name: all[at]?.updated_by ?? '',
        body: one as unknown as Record<string, never>,
      }));
    },
  });
  return (
    <Versions
      query={versions}
      say={body => {
        const { names, promises } = body as unknown as Template;
        const words = promises.map(one => nameIn(one.names, i18n.language));
        return `${nameIn(names, i18n.language)} · ${words.join(', ')}`;
      }}
      use={body => use(valuesOf(body as unknown as Template))}
    />
  );
}
