import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { nameIn } from '~/modules/sale_promises/names';
import { Versions } from '~/ui/Versions';
import type { Template } from './queries';
import { type Values, valuesOf } from './terms';
import { useLineText } from './useLineText';

interface Props {
  template: Template;
  use: (values: Values) => void;
}

/// What it said before; who was given it then keeps it.
export function FormerTemplates({ template, use }: Props) {
  const { i18n } = useTranslation();
  const textOf = useLineText();
  const versions = useQuery({
    queryKey: ['coverage_template', template.id, 'versions', template.version],
    queryFn: async () => {
      const params = { path: { coverage_template: template.id } };
      const all = (
        await said(api.GET('/coverage-templates/{coverage_template}/versions', { params }))
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
        const { names, lines } = body as unknown as Template;
        return `${nameIn(names, i18n.language)} · ${lines.map(textOf).join(', ')}`;
      }}
      use={body => use(valuesOf(body as unknown as Template))}
    />
  );
}
