import { List } from '@mantine/core';

/// What the law says, a sentence a line; names and quotations keep their own direction.
export function Sentences({ sentences }: { sentences: string[] }) {
  return (
    <List size="sm" spacing={2}>
      {sentences.map((sentence, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two days may be told alike
        <List.Item key={at}>
          <span dir="auto">{sentence}</span>
        </List.Item>
      ))}
    </List>
  );
}
