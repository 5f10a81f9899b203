// The list that was last looked at: from a case one goes on to the next of it without going back.
const place = 'vefa.last_list';

export function rememberList(paths: string[]) {
  try {
    sessionStorage.setItem(place, JSON.stringify(paths));
  } catch {
    // then there is no next one
  }
}

/// The path `by` steps away from this one; none at either end.
export function beside(path: string, by: number): string | undefined {
  try {
    const list: string[] = JSON.parse(sessionStorage.getItem(place) ?? '[]');
    const at = list.indexOf(path);
    return at < 0 ? undefined : list[at + by];
  } catch {
    return undefined;
  }
}
