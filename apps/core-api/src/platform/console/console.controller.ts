import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { Public } from '../http/access.decorators.js';

/** What the console asks before anything else. */
@ApiExcludeController()
@Public()
@Controller()
export class ConsoleController {
  constructor(@Inject(CORE_API_ENV) private readonly env: CoreApiEnv) {}

  /** `realtimeUrl: null` means the origin of the page; `demo` offers the logins of the demo data. */
  @Get('config.json')
  @Header('Cache-Control', 'no-store')
  config(): { readonly realtimeUrl: string | null; readonly demo: boolean } {
    return { realtimeUrl: this.env.PUBLIC_REALTIME_URL ?? null, demo: this.env.SEED_DEMO_DATA };
  }
}
