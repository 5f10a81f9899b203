// One of a list within a form, as a form of its own: its fields are bound by name like any other's,
// and what the server says of `promises[1].months` is shown at its months.
import { Refusal } from '~/api/client';
import type { Form } from './useForm';

class PathsWithin extends Set<string> {
  private readonly within: { all: Set<string>; path: string };
  constructor(all: Set<string>, path: string) {
    super();
    this.within = { all, path };
  }
  override add(own: string) {
    this.within.all.add(`${this.within.path}.${own}`);
    return super.add(own);
  }
}

function refusalWithin(refusal: Refusal, path: string) {
  const fields = refusal.fields
    .filter(({ field }) => field.startsWith(`${path}.`))
    .map(one => ({ ...one, field: one.field.slice(path.length + 1) }));
  return new Refusal(refusal.code, refusal.detail, fields, refusal.status);
}

export function itemOf<N extends string, R extends object, V extends Record<N, R[]>>(
  form: Form<V>,
  name: N,
  at: number,
): Form<R> {
  const list = form.values[name];
  const path = `${name}[${at}]`;
  return {
    ...form,
    values: list[at] as R,
    change: part =>
      form.change({
        [name]: list.map((one, i) => (i === at ? { ...one, ...part } : one)),
      } as unknown as Partial<V>),
    refusal: form.refusal && refusalWithin(form.refusal, path),
    fields: new Map(),
    paths: new PathsWithin(form.paths, path),
    differences: [],
    takeTheirs: () => {},
    keepMine: () => {},
  };
}
