import { type InfiniteData, InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Problem, Refusal } from '~/api/client';
import { tellFailure } from '~/ui/notify';
import { queryClient } from './query_client';

vi.mock('~/ui/notify', () => ({ tellFailure: vi.fn() }));
beforeEach(() => queryClient.clear());

/// Answers once, then refuses so.
function answersOnce(code: Problem['code'] | 'offline') {
  let times = 0;
  return async () => {
    times += 1;
    if (times > 1) throw new Refusal(code, '');
    return 'shown';
  };
}
async function askedTwice(code: Problem['code'] | 'offline') {
  const options = { queryKey: ['case'], queryFn: answersOnce(code), retryDelay: 0 };
  const observer = new QueryObserver<string>(queryClient, options);
  const leave = observer.subscribe(() => {});
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('shown'));
  await queryClient.invalidateQueries({ queryKey: ['case'] });
  await vi.waitFor(() => expect(observer.getCurrentResult().isFetching).toBe(false));
  leave();
  return observer.getCurrentResult();
}

test('what is shown stays when asking anew fails for a reason that passes, and is still stale', async () => {
  for (const code of ['offline', 'unavailable', 'too_many'] as const) {
    queryClient.clear();
    const { isError, data, isStale } = await askedTwice(code);
    expect([code, isError, data, isStale]).toEqual([code, false, 'shown', true]);
  }
});

test('what may no longer be seen goes from the page', async () => {
  expect((await askedTwice('forbidden')).isError).toBe(true);
});

test('what was never shown says why it does not come', async () => {
  const queryFn = async () => {
    throw new Refusal('offline', '');
  };
  const observer = new QueryObserver(queryClient, { queryKey: ['unit'], queryFn, retryDelay: 0 });
  const leave = observer.subscribe(() => {});
  await vi.waitFor(() => expect(observer.getCurrentResult().isError).toBe(true));
  leave();
});

test('more of a list that does not come is told, and the list stays', async () => {
  const observer = new InfiniteQueryObserver<string, Error, InfiniteData<string>, string[], number>(
    queryClient,
    {
      queryKey: ['cases'],
      queryFn: answersOnce('offline'),
      initialPageParam: 0,
      getNextPageParam: () => 1,
      retryDelay: 0,
    },
  );
  const leave = observer.subscribe(() => {});
  await vi.waitFor(() => expect(observer.getCurrentResult().isSuccess).toBe(true));
  await observer.fetchNextPage();
  expect(tellFailure).toHaveBeenCalledOnce();
  expect(observer.getCurrentResult().data?.pages).toEqual(['shown']);
  expect(observer.getCurrentResult().isError).toBe(false);
  leave();
});
