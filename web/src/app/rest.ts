const atMostMs = 300;
const soonMs = 60; // where a browser does not say when it rests

/// Acts once the browser has nothing else to do; what it answers calls that off.
export function atRest(act: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act, soonMs);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(act, { timeout: atMostMs });
  return () => cancelIdleCallback(handle);
}
