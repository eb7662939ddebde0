/** The process cannot start, for a reason that whoever runs it can remove: its message names the setting. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
