import type { Health } from '@business-control/telemetry';
import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { Readiness } from './readiness.js';

@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** The process runs and answers. */
  @Get('live')
  live() {
    return { status: 'live' };
  }

  /** New connections are welcome; `degraded` tells people what is wrong, not load balancers to go elsewhere. */
  @Get('ready')
  ready(): Health {
    const health = this.readiness.health();
    if (health.status === 'not-ready') throw new ServiceUnavailableException(health);
    return health;
  }
}
