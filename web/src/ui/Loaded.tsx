import type { ReactNode } from 'react';
import { Failure } from './Failure';
import { Loading } from './Loading';

interface Asked<T> {
  data: T | undefined;
  isPending: boolean;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

interface Props<T> {
  query: Asked<T>;
  children: (data: T) => ReactNode;
}

/// What was asked for, or that it is on its way, or why it did not come.
export function Loaded<T>({ query, children }: Props<T>) {
  if (query.isPending) return <Loading />;
  if (query.isError || query.data === undefined)
    return <Failure error={query.error} again={() => void query.refetch()} />;
  return children(query.data);
}
