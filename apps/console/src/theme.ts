import {
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Modal,
} from '@mantine/core';

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

/** The button shows a cross and nothing to read aloud. */
const closing = { closeButtonProps: { 'aria-label': 'Close' } };

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 7 },
  colors: { brand },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: { fontWeight: '650' },
  components: {
    Modal: Modal.extend({ defaultProps: closing }),
    Drawer: Drawer.extend({ defaultProps: closing }),
  },
});

/** What is written in these is read against the backgrounds of the page: at least 4.5 to 1, which the shades of Mantine miss. */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-dimmed': '#5f6871',
    '--mantine-color-placeholder': '#6c757d',
    '--mantine-color-red-text': 'var(--mantine-color-red-9)',
    '--mantine-color-orange-text': '#b83c08',
    '--mantine-color-orange-light-color': '#a83507',
    '--mantine-color-teal-light-color': '#06684b',
    '--mantine-color-green-light-color': '#216b30',
    '--mantine-color-lime-light-color': '#42700a',
  },
  dark: {
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-dimmed': '#a0a0a0',
  },
});
