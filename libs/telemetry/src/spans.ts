import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

const tracer = trace.getTracer('business-control');

export interface SpanOptions {
  readonly kind: 'server' | 'producer' | 'consumer';
  /** Names and counts; never payloads, tokens or anything of a person. */
  readonly attributes?: Attributes;
}

/** A piece of work in a trace. */
export interface WorkSpan {
  rename(name: string): void;
  set(attributes: Attributes): void;
  /** `error` is the reason why the work failed, in a word. */
  end(error?: string): void;
  /** Runs `work` so that what it does, also later, belongs to the span. */
  run<T>(work: () => T): T;
}

const kinds = { server: SpanKind.SERVER, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER };

/** Starts a span below the one that a W3C `traceparent` names, or a trace of its own. */
export function startSpan(name: string, traceparent: string | undefined, options: SpanOptions): WorkSpan {
  const parent = contextOf(traceparent);
  const { kind, attributes = {} } = options;
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, parent);
  return {
    rename: (newName) => void span.updateName(newName),
    set: (more) => void span.setAttributes(more),
    end: (error) => end(span, error),
    run: (work) => context.with(trace.setSpan(parent, span), work),
  };
}

/** The W3C `traceparent` of the span that is under way; `undefined` outside of one and while nothing is traced. */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

function contextOf(traceparent: string | undefined): Context {
  return traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent });
}

function end(span: Span, error: string | undefined): void {
  if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
  span.end();
}
