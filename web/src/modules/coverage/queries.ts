import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type Template = Schemas['CoverageTemplate'];
export type Line = Template['lines'][number];

export const templates = queryOptions({
  queryKey: ['coverage_template', 'all'],
  queryFn: async () => (await said(api.GET('/coverage-templates'))).items,
});
