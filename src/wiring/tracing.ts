import { readFileSync } from 'node:fs';
import { tracesWanted } from '../env.ts';
import { OperatorMistakes } from '../errors/operator-mistakes.ts';
import { type Tracer, untraced } from '../monitoring/tracer.ts';

/** Optional peers (docs/decisions/0146): those who trace install them beside Soundings. */
const packages = ['api@1', 'context-async-hooks@3', 'exporter-trace-otlp-http@0.301', 'resources@3', 'sdk-trace@3'];

/** Where the standard variables ask for it; else nothing of OpenTelemetry is loaded. */
export async function tracing(wanted = tracesWanted()): Promise<Tracer> {
  if (!wanted) return untraced;
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  try {
    const { openTelemetry } = await import('../monitoring/open-telemetry.ts');
    return openTelemetry(version);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new OperatorMistakes('traces are asked for (OTEL_EXPORTER_OTLP_ENDPOINT), and their packages are missing', [
      `install them beside Soundings: \`npm install --no-save --omit=dev ${packages.map((one) => `@opentelemetry/${one}`).join(' ')}\``,
    ]);
  }
}
