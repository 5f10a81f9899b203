// The public API, typed by api/openapi.json. Every call of the screens goes through here.
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];
export type FieldProblem = { field: string; key: string; detail: string };

/// Why a call was not carried out. `code` is the API's, or `offline` when no answer came.
export class Refusal extends Error {
  constructor(
    readonly code: Problem['code'] | 'offline',
    readonly detail: string,
    readonly fields: FieldProblem[] = [],
    readonly status = 0,
  ) {
    super(detail);
  }
}

export const asRefusal = (error: unknown): Refusal =>
  error instanceof Refusal ? error : new Refusal('offline', '');

type Listener = () => void;
const lost = new Set<Listener>();
/// Calls back whenever the server says that nobody is signed in.
export function onSessionLost(listener: Listener): () => void {
  lost.add(listener);
  return () => lost.delete(listener);
}

let language = 'en';
export function speak(tag: string) {
  language = tag;
}

/// For a request that may be sent twice but must be carried out once. (`randomUUID` exists on
/// https and on this machine alone.)
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, '0')).join(
    '',
  );

// A request on its way while she signs in again may still be told that nobody is; that is over.
let sessions = 0;
const sentIn = new Map<string, number>();
const isSignIn = (request: Request) =>
  request.method === 'POST' && request.url.endsWith('/session');

const edge: Middleware = {
  onRequest({ request, id }) {
    sentIn.set(id, sessions);
    request.headers.set('Accept-Language', language);
    if (request.method === 'GET') return;
    request.headers.set('X-Vefa-Request', '1');
    if (!request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey());
  },
  onResponse({ request, response, id }) {
    const isOld = sentIn.get(id) !== sessions;
    sentIn.delete(id);
    if (isSignIn(request)) sessions += Number(response.ok);
    else if (response.status === 401 && !isOld) for (const tell of lost) tell();
  },
  onError({ id }) {
    sentIn.delete(id);
  },
};

export const api = createClient<paths>({ baseUrl: '/api/v1' });
api.use(edge);

type Answer<T> = { data?: T; error?: unknown; response: Response };

/// The answer's value, or a Refusal.
export async function said<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw new Refusal('offline', '');
  }
  if (answer.response.ok) return answer.data as T;
  const problem = (answer.error ?? {}) as Partial<Problem>;
  throw new Refusal(
    problem.code ?? 'internal',
    problem.detail ?? '',
    (problem.errors ?? []) as FieldProblem[],
    answer.response.status,
  );
}
