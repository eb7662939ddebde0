import { type Position, parseCursor } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { z } from 'zod';
import { CoreApiClient } from '../core-api/core-api.client.js';
import { FanOut } from '../delivery/fan-out.js';
import { OrganizationLogs } from '../delivery/organization-logs.js';

const answerSchema = z.object({ cursor: z.string() });

/**
 * Asks core-api where an organization stands that the stream does not tell of: nothing happened to it within the
 * window that was read back, or the stream lost messages. Those who want to know at the same time share a question.
 */
@Injectable()
export class HeadInquiry {
  readonly #asked = new Map<string, Promise<void>>();

  constructor(
    private readonly coreApi: CoreApiClient,
    private readonly logs: OrganizationLogs,
    private readonly fanOut: FanOut,
    @InjectPinoLogger(HeadInquiry.name) private readonly logger: PinoLogger,
  ) {}

  /** Resolves when the position is known, or is not to be had: then it stays unknown and nobody guesses. */
  async settle(organizationId: string, token: string): Promise<void> {
    if (!this.coreApi.reachable || this.logs.find(organizationId)?.certain) return;
    let question = this.#asked.get(organizationId);
    if (!question) {
      question = this.#ask(organizationId, token).finally(() => this.#asked.delete(organizationId));
      this.#asked.set(organizationId, question);
    }
    await question;
  }

  async #ask(organizationId: string, token: string): Promise<void> {
    const { losses } = this.logs;
    try {
      const position = await this.#positionOf(token);
      // What was lost since the question may be younger than the answer.
      if (losses !== this.logs.losses) return;
      const notice = this.logs.establish(organizationId, position);
      if (notice) this.fanOut.resync(organizationId, notice);
    } catch (err) {
      this.logger.warn({ err, organizationId }, 'the position of an organization is not to be had');
    }
  }

  async #positionOf(token: string): Promise<Position> {
    const { cursor } = answerSchema.parse(await this.coreApi.get('/realtime/position', token));
    const position = parseCursor(cursor);
    if (!position) throw new Error('the answer of core-api is no cursor');
    return position;
  }
}
