import { MetricsEndpoint } from '@business-control/telemetry';
import type { RunningGateway } from './start-gateway.js';

/** The lines of the real endpoint that carry a figure; the gateway was started with `METRICS_PORT: '0'`. */
export async function scrape({ app }: Pick<RunningGateway, 'app'>): Promise<string[]> {
  const { url = '' } = app.get(MetricsEndpoint);
  const text = await (await fetch(url)).text();
  return text.split('\n').filter((line) => !line.startsWith('#'));
}

/** The figure of a series. */
export function figureOf(lines: readonly string[], series: string): number {
  return Number(
    lines
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')
      .at(-1),
  );
}
