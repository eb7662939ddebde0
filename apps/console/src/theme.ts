import { createTheme, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#ecfdf9',
  '#d3f6ee',
  '#a5ecdd',
  '#72dfc9',
  '#46d0b6',
  '#25b8a0',
  '#149985',
  '#0f766e',
  '#0c5f59',
  '#084a46',
];

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  colors: { brand },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
});
