import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { ErrorTable } from '../errors/error-codes.js';
import { addDevice } from './openapi-device.js';
import { addErrors } from './openapi-errors.js';
import { addExamples } from './openapi-examples.js';

/**
 * OpenAPI at `/docs` (for people) and `/docs-json`; the schemas of bodies are those that validate them. Which errors an
 * operation may answer follows from its access and from the table of codes, examples follow from the schemas.
 */
export function serveOpenApi(app: INestApplication, errors: ErrorTable): void {
  const config = new DocumentBuilder()
    .setTitle('Business Control')
    .setDescription('Commands and queries. What they cause arrives over the realtime gateway.')
    .setVersion('1')
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  const describe = () => {
    const document = SwaggerModule.createDocument(app, config);
    addErrors(document, errors);
    addDevice(document);
    addExamples(document);
    return document;
  };
  SwaggerModule.setup('docs', app, describe, { jsonDocumentUrl: 'docs-json' });
}
