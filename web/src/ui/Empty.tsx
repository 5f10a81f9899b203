import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/// An empty page says what will stand there, and how to begin.
export function Empty({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <Stack align="center" ta="center" py={60} px="md" gap="xs">
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" maw={440}>
        {text}
      </Text>
      {children}
    </Stack>
  );
}
