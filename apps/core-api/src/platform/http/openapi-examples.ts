import type { OpenAPIObject } from '@nestjs/swagger';
import sampler from 'openapi-sampler';
import { operationsOf } from './openapi-operations.js';

interface Content {
  readonly [mediaType: string]: { schema?: object; example?: unknown; examples?: unknown };
}

/** Adds an example to every body that has none, made of its schema. */
export function addExamples(document: OpenAPIObject): void {
  for (const { operation } of operationsOf(document)) {
    const bodies = [operation.requestBody, ...Object.values(operation.responses)];
    for (const body of bodies) if (body && 'content' in body) illustrate(body.content, document);
  }
}

function illustrate(content: Content | undefined, document: OpenAPIObject): void {
  for (const media of Object.values(content ?? {})) {
    if (!media.schema || media.example !== undefined || media.examples !== undefined) continue;
    media.example = sampler.sample(media.schema, { quiet: true }, document);
  }
}
