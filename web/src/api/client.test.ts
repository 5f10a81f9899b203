import { expect, test, vi } from 'vitest';
import { api, onSessionLost } from './client';

const answer = (status: number) => new Response('{}', { status });

test('an_answer_that_is_older_than_the_session_does_not_end_it', async () => {
  const lost = vi.fn();
  onSessionLost(lost);
  let tellLate: (late: Response) => void = () => {};
  const late = new Promise<Response>(resolve => {
    tellLate = resolve;
  });
  const asked = api.GET('/me', { baseUrl: 'http://vefa.test', fetch: () => late });
  await api.POST('/session', {
    baseUrl: 'http://vefa.test',
    body: { email: 'a@b.example', password: 'x' },
    fetch: async () => answer(200),
  });
  tellLate(answer(401));
  await asked;
  expect(lost).not.toHaveBeenCalled();
  await api.GET('/me', { baseUrl: 'http://vefa.test', fetch: async () => answer(401) });
  expect(lost).toHaveBeenCalledOnce();
});
