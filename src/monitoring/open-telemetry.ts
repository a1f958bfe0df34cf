import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Meters } from './meters.ts';
import type { Tracer } from './tracer.ts';

/** The only file that knows OpenTelemetry. Its exporter reads the standard variables itself. */
export function openTelemetry(version: string): Tracer {
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'soundings', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer('soundings', version);

  /** A step that has just ended. */
  const step = (name: string, seconds: number, attributes: Record<string, string | number>, failed: boolean) => {
    const end = Date.now();
    const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, startTime: end - seconds * 1_000, attributes });
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(end);
  };
  const came = (outcome: string, attributes: Record<string, string | number> = {}) =>
    trace.getActiveSpan()?.setAttributes({ 'soundings.outcome': outcome, ...attributes });

  return {
    follow({ kind, id, subject }, work) {
      const attributes = { 'soundings.id': id, 'soundings.subject': subject };
      return tracer.startActiveSpan(kind, { kind: SpanKind.CONSUMER, attributes }, (span) => ended(span, work));
    },
    traced: (meters: Meters) => ({
      delivery(told) {
        meters.delivery(told);
        came(told.outcome, told.event === undefined ? {} : { 'soundings.event': told.event });
      },
      job(told) {
        meters.job(told);
        came(told.outcome);
      },
      gitHub(told) {
        meters.gitHub(told);
        const { method, status, seconds } = told;
        const answer = status === undefined ? {} : { 'http.response.status_code': status };
        step(
          `GitHub ${method}`,
          seconds,
          { 'http.request.method': method, ...answer },
          status === undefined || status >= 400,
        );
      },
      sourceRead(told) {
        meters.sourceRead(told);
        const { source, outcome, seconds } = told;
        const failed = outcome !== 'samples' && outcome !== 'empty';
        step('read a source', seconds, { 'soundings.source': source, 'soundings.outcome': outcome }, failed);
      },
    }),
    close: () => provider.shutdown(),
  };
}

async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Not its message, which may hold what people wrote.
    span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
