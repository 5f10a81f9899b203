import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, type Schemas, said } from '~/api/client';

export type Unit = Schemas['UnitView'];
export type UnitSummary = Schemas['UnitSummary'];
export type Sale = Schemas['SaleView'];
export type Reading = Schemas['Reading'];
export type Picture = Schemas['CoveragePicture'];
export type SalePromise = Schemas['SalePromiseView'];
export type Term = Schemas['TermView'];
export type Given = Schemas['Coverage'];
export type CoverageUse = Schemas['CoverageUse'];
export type Cause = Schemas['DecisionView']['cause'];

export const causes: Cause[] = [
  'unknown',
  'defect',
  'wear',
  'accident',
  'misuse',
  'transport',
  'foreign_repair',
  'failed_repair',
];

export const endCauses = ['withdrawn', 'returned', 'double'] as const;

export const unitQuery = (id: string) =>
  queryOptions({
    queryKey: ['unit', id],
    queryFn: () => said(api.GET('/units/{unit}', { params: { path: { unit: id } } })),
  });

/// Who pays on a day for a fault of this cause; the day of today when none is given.
export const coverageQuery = (id: string, on: string, cause: Cause) =>
  queryOptions({
    queryKey: ['coverage', id, on, cause],
    queryFn: () =>
      said(
        api.GET('/units/{unit}/coverage', {
          params: { path: { unit: id }, query: { ...(on && { on }), cause } },
        }),
      ),
  });

/// What it was given besides what the law says, ended ones too.
export const givenQuery = (id: string) =>
  queryOptions({
    queryKey: ['coverage', id, 'given'],
    queryFn: async () =>
      (await said(api.GET('/units/{unit}/coverages', { params: { path: { unit: id } } }))).items,
  });

/// What was decided of the unit, newest first.
export const decisionsQuery = (unit: string) =>
  queryOptions({
    queryKey: ['coverage', unit, 'decisions'],
    queryFn: async () =>
      (await said(api.GET('/units/{unit}/coverage-decisions', { params: { path: { unit } } })))
        .items,
  });

export type Repair = Schemas['RepairView'];
export const repairsQuery = (unit: string) =>
  queryOptions({
    queryKey: ['coverage', unit, 'repairs'],
    queryFn: async () =>
      (await said(api.GET('/units/{unit}/repairs', { params: { path: { unit } } }))).items,
  });

export const coverageUsesQuery = (unit: string, coverage: string) =>
  queryOptions({
    queryKey: ['coverage', unit, 'uses', coverage],
    queryFn: async () =>
      (await said(api.GET('/coverages/{coverage}/uses', { params: { path: { coverage } } }))).items,
  });

export const casesOfUnitQuery = (id: string) =>
  queryOptions({
    queryKey: ['cases', 'of unit', id],
    queryFn: async () =>
      (await said(api.GET('/units/{unit}/cases', { params: { path: { unit: id } } }))).items,
  });

/// All that its meters showed, newest first.
export const readingsQuery = (unit: string) =>
  infiniteQueryOptions({
    queryKey: ['unit', unit, 'readings'],
    queryFn: ({ pageParam }) =>
      said(
        api.GET('/units/{unit}/readings', {
          params: { path: { unit }, query: { cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next_cursor ?? undefined,
  });

/// Where it is registered: a secret, asked for when it is shown and kept no longer.
export const registrationLinkQuery = (id: string) =>
  queryOptions({
    queryKey: ['unit', id, 'registration-link'],
    queryFn: async () =>
      (await said(api.GET('/units/{unit}/registration-link', { params: { path: { unit: id } } })))
        .url,
    gcTime: 0,
  });

export const historyQuery = (id: string) =>
  queryOptions({
    queryKey: ['unit', id, 'history'],
    queryFn: async () =>
      (await said(api.GET('/units/{unit}/history', { params: { path: { unit: id } } }))).items,
  });

/// Exact ones first, then those in letters that look alike; of a beginning nothing.
export const unitsBySerialQuery = (serial: string) =>
  queryOptions({
    queryKey: ['unit', 'serial', serial],
    queryFn: async () => (await said(api.GET('/units', { params: { query: { serial } } }))).items,
    enabled: serial.length > 2,
  });

/// Exactly this one, whoever made them.
export const unitsWithSerialQuery = (serial: string) =>
  queryOptions({
    queryKey: ['unit', 'serial', serial, 'exact'],
    queryFn: async () =>
      (await said(api.GET('/units', { params: { query: { serial, exact: true } } }))).items,
  });

export const unitsOfCustomerQuery = (id: string) =>
  queryOptions({
    queryKey: ['unit', 'of', id],
    queryFn: async () =>
      (await said(api.GET('/customers/{customer}/units', { params: { path: { customer: id } } })))
        .items,
  });

/// What was promised when it was sold, and what of it is left.
export const salePromisesQuery = (id: string) =>
  queryOptions({
    queryKey: ['unit', id, 'sale-promises'],
    queryFn: async () =>
      (await said(api.GET('/units/{unit}/sale-promises', { params: { path: { unit: id } } })))
        .items,
  });

/// The ledger of one promise; a longer one when more of it is held or used.
export const usesQuery = ({ id, unit_id, reserved, consumed }: SalePromise) =>
  queryOptions({
    queryKey: ['unit', unit_id, 'sale-promises', id, reserved, consumed],
    queryFn: async () =>
      (
        await said(
          api.GET('/sale-promises/{sale_promise}/uses', {
            params: { path: { sale_promise: id } },
          }),
        )
      ).items,
  });
