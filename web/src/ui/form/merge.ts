// When two people change one thing: what each did, put together.

export interface Difference {
  name: string;
  theirs: unknown;
}

export const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/// What I changed since `base` stays mine, all else is theirs. `differences` are those fields that
/// both of us changed, each otherwise.
export function merge<V extends object>(mine: V, base: V, theirs: V) {
  const merged = { ...theirs };
  const differences: Difference[] = [];
  for (const name of Object.keys(theirs) as (keyof V & string)[]) {
    if (isSame(mine[name], base[name])) continue;
    merged[name] = mine[name];
    if (!isSame(theirs[name], base[name]) && !isSame(theirs[name], mine[name]))
      differences.push({ name, theirs: theirs[name] });
  }
  return { merged, differences };
}
