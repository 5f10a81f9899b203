// What a page's code needs is fetched together with it, by lists of names that stand in the first
// load. What the start page itself has fetched is left out of them: most of their bytes.
import type { ResolveModulePreloadDependenciesFn } from 'vite';

export function withoutFirst(): ResolveModulePreloadDependenciesFn {
  const first = new Set<string>();
  return (file, needed, { hostType }) => {
    if (hostType === 'js') return needed.filter(name => !first.has(name));
    for (const name of [file, ...needed]) first.add(name);
    return needed;
  };
}
