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

  /** New connections are welcome. */
  @Get('ready')
  ready() {
    const reasons = this.readiness.reasons();
    if (reasons.length > 0) throw new ServiceUnavailableException({ status: 'not-ready', reasons });
    return { status: 'ready' };
  }
}
