/**
 * Whether a page of `origin` may connect: one that is named, or one of the host it connects to. Browsers keep a page
 * from reading the answers of another origin but not from opening a WebSocket to it, so this is checked here. What is
 * no browser sends no origin.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[],
): boolean {
  if (origin === undefined || allowed.includes('*') || allowed.includes(origin)) return true;
  // The scheme is not compared: TLS may end before the gateway.
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
