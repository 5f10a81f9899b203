import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/// A page's one h1, with what can be done on the whole page at its end.
export function Heading({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <Group justify="space-between" mb="md" gap="sm">
      <Title order={1} size="h2">
        {title}
      </Title>
      {children && <Group gap="xs">{children}</Group>}
    </Group>
  );
}
