import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type Policy = Schemas['SurveyPolicy'];
export type Rating = Schemas['RatingRow'];

export const policy = queryOptions({
  queryKey: ['surveys', 'policy'],
  queryFn: () => said(api.GET('/surveys/policy')),
});
