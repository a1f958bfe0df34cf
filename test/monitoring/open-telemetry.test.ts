import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tracesWanted } from '../../src/env.ts';
import { unmetered } from '../../src/monitoring/meters.ts';
import { untraced } from '../../src/monitoring/tracer.ts';
import { tracing } from '../../src/wiring/tracing.ts';
import { startHttpServer } from '../stage/sources/start-http-server.ts';

interface Sent {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number };
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** A receiver of OTLP over HTTP. */
const spans: Sent[] = [];
const services: string[] = [];
let receiver: Awaited<ReturnType<typeof startHttpServer>>;
beforeAll(async () => {
  receiver = await startHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    for (const { resource, scopeSpans } of JSON.parse(Buffer.concat(chunks).toString()).resourceSpans) {
      services.push(resource.attributes.find(({ key }: { key: string }) => key === 'service.name').value.stringValue);
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
    response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
  });
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', receiver.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await receiver.stop();
});

const told = ({ attributes }: Sent) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));

test.each<Record<string, string>>([
  {},
  { OTEL_SERVICE_NAME: 'x' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_SDK_DISABLED: 'true' },
  { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_TRACES_EXPORTER: 'none' },
])('by %j nothing is traced', async (variables) => {
  expect(tracesWanted(variables)).toBe(false);
  expect(await tracing(false)).toBe(untraced);
});

test('a delivery is one trace, with what it asked of GitHub and of a source; another beside it is another', async () => {
  const tracer = await tracing();
  const counted: unknown[] = [];
  const meters = tracer.traced({ ...unmetered, gitHub: (one) => counted.push(one) });
  const delivery = tracer.follow({ kind: 'delivery', id: 'd1', subject: 'repo:7#12' }, async () => {
    await pause(5);
    meters.gitHub({ method: 'GET', status: 200, seconds: 0.25 });
    meters.delivery({ event: 'pull_request', outcome: 'done' });
  });
  const readout = tracer.follow({ kind: 'readout', id: 'j1', subject: 'repo:7#9' }, async () => {
    await pause(1);
    meters.sourceRead({ source: 'warehouse', outcome: 'unreachable', seconds: 1 });
    throw new RangeError('what people wrote');
  });
  await Promise.all([delivery, expect(readout).rejects.toThrow('what people wrote')]);
  await tracer.close();

  expect(counted).toHaveLength(1);
  expect(new Set(services)).toEqual(new Set(['soundings']));
  expect(JSON.stringify(spans)).not.toContain('people wrote');
  const named = (name: string) => {
    const [span, ...more] = spans.filter((one) => one.name === name);
    expect(more).toEqual([]);
    if (!span) throw new Error(`no span is called ${name}`);
    return span;
  };
  const [one, other, call, read] = [named('delivery'), named('readout'), named('GitHub GET'), named('read a source')];
  expect(told(one)).toEqual({
    ...{ 'soundings.id': 'd1', 'soundings.subject': 'repo:7#12' },
    ...{ 'soundings.event': 'pull_request', 'soundings.outcome': 'done' },
  });
  expect([call.traceId, call.parentSpanId]).toEqual([one.traceId, one.spanId]);
  expect(told(call)).toEqual({ 'http.request.method': 'GET', 'http.response.status_code': 200 });
  expect(Number(BigInt(call.endTimeUnixNano) - BigInt(call.startTimeUnixNano)) / 1e9).toBeCloseTo(0.25, 2);
  expect([read.traceId, read.parentSpanId]).toEqual([other.traceId, other.spanId]);
  expect(other.traceId).not.toBe(one.traceId);
  expect([one, call, other, read].map(({ status }) => status.code ?? 0)).toEqual([0, 0, 2, 2]);
  expect(told(other)).toMatchObject({ 'error.type': 'RangeError' });
});
