declare module 'virtual:page_texts' {
  const folders: string[];
  export default folders;
}
declare module 'virtual:texts/*' {
  const texts: Record<string, unknown>;
  export default texts;
}
declare module 'virtual:page_texts/*' {
  const loads: Record<string, () => Promise<{ default: Record<string, unknown> }>>;
  export default loads;
}
