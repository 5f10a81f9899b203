import { type CSSVariablesResolver, createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'vefa',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Hebrew", sans-serif',
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    vefa: [
      '#eef7f3',
      '#d9ebe4',
      '#b3d6c9',
      '#8ac0ad',
      '#67ad95',
      '#4a9c82',
      '#328a70',
      '#1f6f5c',
      '#185a4b',
      '#0f4538',
    ],
  },
});

// Mantine's greys for what is said aside, its red and its yellow are too pale for WCAG AA on our grounds.
export const cssVariables: CSSVariablesResolver = t => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': t.colors.gray[7],
    '--mantine-color-placeholder': t.colors.gray[6],
    '--mantine-color-error': t.colors.red[9],
    '--mantine-color-yellow-light-color': '#7a4d00',
    '--vefa-risk': t.colors.red[9],
    '--vefa-ground': '#f6f8f7',
    '--vefa-soft': t.colors.vefa[0],
    '--vefa-line': t.colors.gray[3],
    '--vefa-note': '#fff8e1',
  },
  dark: {
    '--mantine-color-dimmed': t.colors.dark[1],
    '--mantine-color-error': t.colors.red[4],
    '--vefa-risk': t.colors.red[4],
    '--vefa-ground': t.colors.dark[8],
    '--vefa-soft': '#1d2b27',
    '--vefa-line': t.colors.dark[4],
    '--vefa-note': '#33301f',
  },
});
