import { QueryClient } from '@tanstack/react-query';
import { asRefusal } from '~/api/client';

const passing = new Set(['offline', 'unavailable', 'too_many']);

/// Did asking anew fail, of something that is shown already, for a reason that passes? Then what is
/// shown stays.
export const isOverlooked = (query: { data: unknown; error: unknown }) =>
  query.data !== undefined && passing.has(asRefusal(query.error).code);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The server tells what changed (live.ts); asking again on every focus is not needed.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && passing.has(asRefusal(error).code),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
