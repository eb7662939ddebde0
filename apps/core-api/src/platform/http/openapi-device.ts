import { DEVICE_HEADER, MAX_ID_LENGTH } from '@business-control/realtime-contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './openapi-operations.js';

/** Adds to every operation that asks for a token the header by which a request names its device. */
export function addDevice(document: OpenAPIObject): void {
  for (const { operation } of operationsOf(document)) {
    if (operation.security?.length === 0) continue;
    operation.parameters = [
      ...(operation.parameters ?? []),
      {
        name: DEVICE_HEADER,
        in: 'header',
        required: false,
        description: 'the device this comes from, percent-encoded, for a token that names none',
        schema: { type: 'string', minLength: 1, maxLength: MAX_ID_LENGTH },
      },
    ];
  }
}
