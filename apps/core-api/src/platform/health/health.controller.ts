import type { EventBroker } from '@business-control/event-broker';
import type { Health } from '@business-control/telemetry';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../clock/clock.js';
import { Public } from '../http/access.decorators.js';
import { OutboxRelay } from '../outbox/outbox.relay.js';
import { RateLimits } from '../rate-limit/rate-limits.js';
import { EVENT_BROKER } from '../seams.js';
import { readiness } from './readiness.js';
import { Shutdown } from './shutdown.js';

@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly relay: OutboxRelay,
    @Inject(EVENT_BROKER) private readonly broker: EventBroker,
    private readonly rateLimits: RateLimits,
    private readonly shutdown: Shutdown,
    private readonly clock: Clock,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process runs' })
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Whether requests can be served, and what is wrong (503 only when they cannot)',
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const { relay, broker, rateLimits, shutdown, clock } = this;
    const health = await readiness({ relay, broker, rateLimits, shutdown, clock });
    response.status(health.status === 'not-ready' ? 503 : 200);
    return health;
  }
}
