import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type Pack = Schemas['PackRow'];
export type Rule = Schemas['RuleView'];
export type Clock = Schemas['TitledClock'];
export type CaseLaw = Schemas['CaseLaw'];
export type Happening = Schemas['CountedHappening'];
export type Fact = Schemas['AskedFact'];
export type LawGroup = Schemas['GroupOfLaw'];
export type Consequence = CaseLaw['consequences'][number];

export const packs = queryOptions({
  queryKey: ['law_pack', 'all'],
  queryFn: async () => (await said(api.GET('/packs'))).items,
});

/// A version of a pack never changes.
export const rulesOf = (pack: string) =>
  queryOptions({
    queryKey: ['law_pack', pack, 'rules'],
    queryFn: async () =>
      (await said(api.GET('/packs/{pack}/rules', { params: { path: { pack } } }))).items,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const exampleOf = (pack: string, rule: string, on: string) =>
  queryOptions({
    queryKey: ['law_pack', pack, 'example', rule, on],
    queryFn: () =>
      said(
        api.GET('/packs/{pack}/rules/{rule}/example', {
          params: { path: { pack, rule }, query: { on } },
        }),
      ),
    enabled: on !== '',
  });

/// What can be told of a case under it, in words; of this case also what counts on by another version.
export const vocabularyOf = (pack: string, id?: string) =>
  queryOptions({
    queryKey: ['law_pack', pack, 'vocabulary', id],
    queryFn: () =>
      said(
        api.GET('/packs/{pack}/vocabulary', { params: { path: { pack }, query: { case_id: id } } }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const lawOf = (id: string) =>
  queryOptions({
    queryKey: ['case', id, 'law'],
    queryFn: () => said(api.GET('/cases/{case}/law', { params: { path: { case: id } } })),
  });

export const explanationOf = ({ id, version, case_id }: Clock) =>
  queryOptions({
    queryKey: ['case', case_id, 'law', id, version],
    queryFn: () =>
      said(api.GET('/legal-clocks/{legal_clock}', { params: { path: { legal_clock: id } } })),
  });
