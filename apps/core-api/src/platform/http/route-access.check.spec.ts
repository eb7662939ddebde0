import { Controller, Get, Post } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { Authenticated, Public, RequirePermission } from './access.decorators.js';
import { RouteAccessCheck } from './route-access.check.js';

@Controller('spoken')
class SpokenController {
  @Public()
  @Get('public')
  open() {}

  @Authenticated()
  @Get('authenticated')
  known() {}

  @RequirePermission('pos.read')
  @Get('permission')
  allowed() {}

  helper() {}
}

@Public()
@Controller('public')
class PublicController {
  @Get()
  open() {}
}

@Controller('silent')
class SilentController {
  @Get('forgotten')
  forgotten() {}

  @Public()
  @Get('fine')
  fine() {}

  @Post('too')
  forgottenToo() {}
}

const boot = async (...controllers: (new () => object)[]) => {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers,
    providers: [RouteAccessCheck],
  }).compile();
  await module.createNestApplication().init();
};

describe('the boot', () => {
  it('accepts routes that say who may call them, themselves or through their controller', async () => {
    await boot(SpokenController, PublicController);
  });

  it('refuses routes that do not, and names all of them', async () => {
    await expect(boot(SpokenController, SilentController)).rejects.toThrow(
      'routes without @Public(), @Authenticated() or @RequirePermission(): SilentController.forgotten, SilentController.forgottenToo',
    );
  });
});
