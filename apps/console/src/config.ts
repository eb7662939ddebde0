/** What the origin says about its installation, in `/config.json`. */
export interface ConsoleConfig {
  /** Origin of the gateway; `null` when it is the origin of the page. */
  readonly realtimeUrl: string | null;
  /** Whether the demo organizations exist, so that their logins can be offered. */
  readonly demo: boolean;
}

/** Throws when the origin does not answer, which means that core-api is down. */
export async function loadConfig(): Promise<ConsoleConfig> {
  const response = await fetch('/config.json', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  const { realtimeUrl = null, demo = false } = (await response.json()) as Partial<ConsoleConfig>;
  return { realtimeUrl, demo };
}
