import { useMutation } from '@tanstack/react-query';
import { useApi } from './api-context.js';
import { notifyFailure } from './notify-failure.js';

interface Command {
  /** What to say when it fails, e.g. `The order was not confirmed`. */
  readonly title: string;
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Gives commands to core-api and tells the user when one fails. `onSettled` looks at what is shown again: what a command did arrives as an
 * event as well, but not while the live connection is interrupted, and a refusal says that what is shown is not how things are.
 */
export function useCommand(onSettled?: () => void) {
  const api = useApi();
  const mutation = useMutation({
    mutationFn: ({ method, path, body }: Command) => api.command<unknown>(method, path, body),
    onError: (error, { title }) => notifyFailure(title, error),
    ...(onSettled && { onSettled }),
  });
  return {
    busy: mutation.isPending,
    /** Answers whether it succeeded. */
    give: (command: Command): Promise<boolean> =>
      mutation.mutateAsync(command).then(
        () => true,
        () => false,
      ),
  };
}
