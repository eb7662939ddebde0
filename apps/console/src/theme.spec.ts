import { expect, it } from 'vitest';
import { readableColors, theme } from './theme.js';

/** By WCAG 2: 1 to 21. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const { light, dark } = readableColors({} as Parameters<typeof readableColors>[0]);

it.each([
  ['what is said beside', light['--mantine-color-dimmed'], '#f1f3f5'],
  ['a warning', light['--mantine-color-orange-text'], '#f8f9fa'],
  ['a badge of warning', light['--mantine-color-orange-light-color'], '#ffe8cc'],
  ['a badge of success', light['--mantine-color-teal-light-color'], '#c3fae8'],
  ['what is said beside, in the dark', dark['--mantine-color-dimmed'], '#2e2e2e'],
  ['a button', theme.colors?.brand?.[7], '#ffffff'],
])('can be read: %s', (_, color = '', background) => {
  expect(contrast(color, background)).toBeGreaterThan(4.5);
});

it('fills buttons with the shade that white can be read on, in light and dark', () => {
  expect(theme.primaryShade).toEqual({ light: 7, dark: 7 });
});
