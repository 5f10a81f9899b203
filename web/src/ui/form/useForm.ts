// A form that keeps what is typed: on this machine at each keystroke, when it is refused, when the
// session ends, and when somebody else changed the same thing meanwhile.
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { asRefusal, newKey, type Refusal } from '~/api/client';
import { useSession } from '~/app/session';
import { type Difference, isSame, merge } from './merge';

export interface Named {
  label: string;
  say: (value: unknown) => string; // a value in words, to be compared
}

export interface Form<V extends object> {
  values: V;
  change: (part: Partial<V>) => void;
  submit: (event?: FormEvent) => void;
  isBusy: boolean;
  refusal: Refusal | undefined;
  fields: Map<string, Named>; // each field of the page says what it is called
  paths: Set<string>; // of problems that a field shows itself
  isRestored: boolean; // what stands there was typed before and not saved
  startAnew: () => void;
  isOvertaken: boolean; // somebody else was first
  differences: Difference[];
  takeTheirs: (one: Difference) => void;
  keepMine: (one: Difference) => void;
}

interface Options<V extends object, R> {
  place: string; // what is edited: 'team.tea_…'
  start: V;
  version?: number; // none: a new one
  save: (values: V, version: number, key: string) => Promise<R>;
  current?: () => Promise<{ values: V; version: number }>;
  done: (answer: R) => void;
  secrets?: (keyof V)[]; // never kept on this machine
}

interface State<V> {
  values: V;
  base: V; // what the changes are changes of
  version: number;
}

function kept<V>(place: string): State<V> | undefined {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function keep<V>(place: string, state: State<V> | undefined, secrets: (keyof V)[]) {
  try {
    if (!state || isSame(state.values, state.base)) return localStorage.removeItem(place);
    const values = { ...state.values };
    for (const name of secrets) values[name] = state.base[name];
    localStorage.setItem(place, JSON.stringify({ ...state, values }));
  } catch {
    // a full or forbidden storage: the page itself still holds it
  }
}

function begin<V extends object>(place: string, fresh: State<V>) {
  const before = kept<V>(place);
  if (!before) return { state: fresh, isRestored: false, isOvertaken: false, differences: [] };
  // A field that came with a newer version of the program is as if it had not been touched.
  const values = { ...fresh.values, ...before.values };
  const base = { ...fresh.base, ...before.base };
  const { merged, differences } = merge(values, base, fresh.values);
  const isOvertaken = before.version !== fresh.version;
  return { state: { ...fresh, values: merged }, isRestored: true, isOvertaken, differences };
}

export function useForm<V extends object, R>(options: Options<V, R>): Form<V> {
  const { start, version = 0, save, current, done, secrets = [] } = options;
  const staff = useSession().me?.person.id ?? '';
  const place = `vefa.form.${staff}.${options.place}`;
  const [first] = useState(() => begin(place, { values: start, base: start, version }));
  const [state, setState] = useState(first.state);
  const [isRestored, setRestored] = useState(first.isRestored);
  const [isOvertaken, setOvertaken] = useState(first.isOvertaken);
  const [differences, setDifferences] = useState<Difference[]>(first.differences);
  const key = useRef(newKey());
  const fields = useRef(new Map<string, Named>());
  const paths = useRef(new Set<string>());
  function put(next: State<V>) {
    setState(next);
    keep(place, next, secrets);
  }
  function meet(theirs: V, now: number) {
    const met = merge(state.values, state.base, theirs);
    put({ values: met.merged, base: theirs, version: now });
    setDifferences(undecided(met.differences, met.merged, theirs));
    setOvertaken(true);
  }
  /// What was still to be decided stays so, by what stands there now.
  function undecided(found: Difference[], mine: V, theirs: V) {
    const before = differences
      .filter(({ name }) => !found.some(one => one.name === name))
      .map(({ name }) => ({ name, theirs: theirs[name as keyof V] }))
      .filter(one => !isSame(one.theirs, mine[one.name as keyof V]));
    return [...found, ...before];
  }
  const settle = (one: Difference) =>
    setDifferences(before => before.filter(other => other.name !== one.name));
  const sent = useMutation({
    mutationFn: () => save(state.values, state.version, key.current),
    onSuccess: answer => {
      keep<V>(place, undefined, secrets);
      setState(before => ({ ...before, base: before.values }));
      setRestored(false);
      setOvertaken(false);
      setDifferences([]);
      done(answer);
    },
    onError: async error => {
      const { code } = asRefusal(error);
      if (code !== 'offline') key.current = newKey();
      if (code !== 'stale' || !current) return;
      const now = await current();
      meet(now.values, now.version);
    },
  });
  // It was saved, here or by somebody else: while something is typed, that stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `start` is new at each look
  useEffect(() => {
    if (version <= state.version || sent.isPending) return;
    if (isSame(state.values, state.base)) setState({ values: start, base: start, version });
    else meet(start, version);
  }, [version, sent.isPending]);
  const change = (part: Partial<V>) => {
    setState(before => {
      const next = { ...before, values: { ...before.values, ...part } };
      keep(place, next, secrets);
      return next;
    });
  };
  const refusal = sent.error ? asRefusal(sent.error) : undefined;
  return {
    values: state.values,
    change,
    submit(event) {
      event?.preventDefault();
      // Of what both changed, one is chosen first: the note may have come as she pressed.
      if (!sent.isPending && differences.length === 0) sent.mutate();
    },
    isBusy: sent.isPending,
    refusal: refusal?.code === 'stale' && current ? undefined : refusal,
    fields: fields.current,
    paths: paths.current,
    isRestored,
    startAnew() {
      put({ ...state, values: state.base });
      setRestored(false);
      setOvertaken(false);
      setDifferences([]);
      sent.reset();
    },
    isOvertaken,
    differences,
    takeTheirs(one) {
      change({ [one.name]: one.theirs } as Partial<V>);
      settle(one);
    },
    keepMine: settle,
  };
}
