import { Paper, Text } from '@mantine/core';

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly color?: string;
  /** A few words beside the label. */
  readonly note?: string;
}

/** One number; it lights up for a moment when it changes. */
export function Figure({ label, value, color, note }: FigureProps) {
  return (
    <Paper withBorder radius="md" p="sm">
      <Text size="xs" c="dimmed">
        {label}
        {note && ` · ${note}`}
      </Text>
      <Text
        key={value}
        size="xl"
        fw={650}
        className="tabular arrived"
        aria-label={label}
        {...(color && { c: color })}
      >
        {value}
      </Text>
    </Paper>
  );
}

/** A number of things, as the reader's language writes it. */
export function formatCount(count: number): string {
  return count.toLocaleString();
}
