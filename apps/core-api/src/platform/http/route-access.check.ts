import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/internal';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS } from './access.decorators.js';

/** Refuses to boot while a route does not say who may call it. */
@Injectable()
export class RouteAccessCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const silent = this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function' || Reflect.hasMetadata(ACCESS, metatype)) return [];
      const prototype: Record<string, object> = metatype.prototype;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((method) => isRoute(prototype[method]))
        .map((method) => `${metatype.name}.${method}`);
    });
    if (silent.length > 0) {
      throw new Error(
        `routes without @Public(), @Authenticated() or @RequirePermission(): ${silent.join(', ')}`,
      );
    }
  }
}

function isRoute(handler: object | undefined): boolean {
  return (
    handler !== undefined &&
    Reflect.hasMetadata(PATH_METADATA, handler) &&
    !Reflect.hasMetadata(ACCESS, handler)
  );
}
