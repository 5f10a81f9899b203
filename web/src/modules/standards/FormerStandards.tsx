import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, said } from '~/api/client';
import { Versions } from '~/ui/Versions';
import { numberOf, unitOf } from './amounts';
import type { Standard } from './queries';
import { type Values, valuesOf } from './StandardForm';

interface Props {
  standard: Standard;
  use: (values: Values) => void;
}

export function FormerStandards({ standard, use }: Props) {
  const { t } = useTranslation();
  const versions = useQuery({
    queryKey: ['standard', standard.id, 'versions', standard.version],
    queryFn: async () => {
      const params = { path: { standard: standard.id } };
      return (await said(api.GET('/standards/{standard}/versions', { params }))).items;
    },
  });
  return (
    <Versions
      query={versions}
      say={body => {
        const { name, amounts } = body as unknown as Values;
        const said = (amounts ?? []).map(
          one => `${t(`duty.${one.duty}`)}: ${numberOf(one)} ${t(`unit.${unitOf(one)}`)}`,
        );
        return `${name} · ${said.join(', ')}`;
      }}
      use={body => use(valuesOf(body as unknown as Standard))}
    />
  );
}
