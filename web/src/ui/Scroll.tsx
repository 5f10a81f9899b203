import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './figures.module.css';

/// A table that may be wider than its place: it is moved within, by keys too, and not the page.
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box className={classes.scroll} role="group" tabIndex={0} aria-label={label}>
      {children}
    </Box>
  );
}
