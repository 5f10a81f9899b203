import { QueryCache, QueryClient } from '@tanstack/react-query';
import { asRefusal } from '~/api/client';
import { tellFailure } from '~/ui/notify';

const passing = new Set(['offline', 'unavailable', 'too_many']);
const passes = (error: unknown) => passing.has(asRefusal(error).code);

/// What is shown stays, and whatever is open or typed there, when asking anew fails for a reason
/// that passes: it is still stale, and asked for again. That more of a list was asked for is told.
const queryCache = new QueryCache({
  onError(error, query) {
    if (query.state.data === undefined || !passes(error)) return;
    if (query.state.fetchMeta?.fetchMore) tellFailure(error);
    query.setState({ status: 'success', error: null });
  },
});

export const queryClient = new QueryClient({
  queryCache,
  defaultOptions: {
    queries: {
      // The server tells what changed (live.ts); asking again on every focus is not needed.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && passes(error),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
