import { PasswordInput } from '@mantine/core';
import { MAX_PASSWORD, MIN_PASSWORD } from './password-length.js';

interface NewPasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  /** Whether a dialog opens with the focus here. */
  readonly focused?: boolean;
}

/** A password that is chosen here; browsers offer to make and keep one. */
export function NewPasswordField({ label, value, onChange, focused }: NewPasswordFieldProps) {
  return (
    <PasswordInput
      label={label}
      description={`At least ${MIN_PASSWORD} characters`}
      autoComplete="new-password"
      required
      minLength={MIN_PASSWORD}
      maxLength={MAX_PASSWORD}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data-autofocus={focused || undefined}
    />
  );
}
