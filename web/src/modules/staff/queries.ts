import { queryOptions } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, said } from '~/api/client';

export type Person = Schemas['Person'];
export type Role = Schemas['RoleView'];
export type Team = Schemas['Team'];

export const roles = queryOptions({
  queryKey: ['role', 'all'],
  queryFn: async () => (await said(api.GET('/roles'))).items,
});
export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['staff', id],
    queryFn: () => said(api.GET('/staff/{staff}', { params: { path: { staff: id } } })),
  });
/// A built-in role is called by the reader's word for it; one of the company's own by its name.
export function useRoleName(): (role: Role) => string {
  const { t } = useTranslation();
  return role => (role.key ? t(`role.${role.key}`) : role.name);
}
