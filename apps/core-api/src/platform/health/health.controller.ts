import type { EventBroker } from '@business-control/event-broker';
import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../clock/clock.js';
import { Public } from '../http/access.decorators.js';
import { OutboxRelay } from '../outbox/outbox.relay.js';
import { EVENT_BROKER } from '../seams.js';
import { type Readiness, readiness } from './readiness.js';

@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly relay: OutboxRelay,
    @Inject(EVENT_BROKER) private readonly broker: EventBroker,
    private readonly clock: Clock,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process runs' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Whether requests can be served, and what is wrong (503 only without the database)',
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const answer = await readiness(this.relay, this.broker, this.clock);
    response.status(answer.status === 'down' ? 503 : 200);
    return answer;
  }
}
