import { readFileSync } from 'node:fs';
import { Deployment } from 'kubernetes-models/apps/v1';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { Service, ServiceAccount } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { healthRoutes } from '../src/web/health-routes.ts';

/* The manifests as far as they can be held without a cluster. */

const models = new Map(
  [Deployment, NetworkPolicy, PodDisruptionBudget, Service, ServiceAccount].map((Model) => {
    const { apiVersion, kind } = new Model();
    return [`${apiVersion} ${kind}`, Model as unknown as new (data: unknown) => { validate(): void }];
  }),
);
// biome-ignore lint/suspicious/noExplicitAny: whatever the file says
type Json = any;
const manifests: [string, Json][] = parseAllDocuments(readFileSync('kubernetes/soundings.yaml', 'utf8')).map(
  (document) => {
    const manifest = document.toJS();
    return [`${manifest.apiVersion} ${manifest.kind}`, manifest];
  },
);
const of = (kind: string): Json => manifests.find(([name]) => name.endsWith(` ${kind}`))?.[1];

function validate(name: string, manifest: Json): void {
  const Model = models.get(name);
  if (!Model) throw new Error(`no schema of ${name}`);
  new Model(manifest).validate();
}

/** Every field of it, as the way that leads there. */
const fieldsOf = (value: Json, way: string[] = []): string[][] => [
  ...(way.length > 0 ? [way] : []),
  ...(typeof value === 'object' ? Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, [...way, key])) : []),
];

describe.each(manifests)('%s', (name, manifest) => {
  test('is as the schema says', () => expect(() => validate(name, manifest)).not.toThrow());

  test('has no field that the schema does not know, which Kubernetes would drop', () => {
    // The schema lets unknown fields pass, whatever they hold; a known one refuses what is of another kind.
    const unknown = fieldsOf(manifest).filter((way) => {
      const changed = structuredClone(manifest);
      const last = way.at(-1) as string;
      const holder = way.slice(0, -1).reduce((inner, key) => inner[key], changed);
      holder[last] = typeof holder[last] === 'object' ? 7 : { of: 'another kind' };
      try {
        validate(name, changed);
        return true;
      } catch {
        return false;
      }
    });
    expect(unknown.map((way) => way.join('.'))).toEqual([]);
  });
});

const { spec } = of('Deployment');
const pod = spec.template.spec;
const [container] = pod.containers;

test('all speak of the same pods, and ports by the names that those have', () => {
  const labels = spec.template.metadata.labels;
  for (const selector of [
    spec.selector.matchLabels,
    of('Service').spec.selector,
    of('PodDisruptionBudget').spec.selector.matchLabels,
    of('NetworkPolicy').spec.podSelector.matchLabels,
    pod.topologySpreadConstraints[0].labelSelector.matchLabels,
  ])
    expect(selector).toEqual(labels);
  expect(of('Service').spec.ports.map(({ targetPort }: Json) => targetPort)).toEqual(['http']);
  const ports = new Map(container.ports.map(({ name, containerPort }: Json) => [name, containerPort]));
  const env = new Map(container.env.map(({ name, value }: Json) => [name, value]));
  expect(String(ports.get('metrics'))).toBe(env.get('METRICS_PORT'));
  const image = readFileSync('Dockerfile', 'utf8');
  expect(image).toContain(`PORT=${ports.get('http')}`);
  expect(image).toContain(`USER ${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`);
});

test('metrics are open to one namespace, webhooks to everybody', () => {
  const [webhooks, metrics] = of('NetworkPolicy').spec.ingress;
  expect(webhooks).toEqual({ ports: [{ port: 'http' }] });
  expect(metrics.ports).toEqual([{ port: 'metrics' }]);
  expect(metrics.from).toHaveLength(1);
});

test('one replica stays while the others move, and what is begun is finished', () => {
  expect(spec.replicas - of('PodDisruptionBudget').spec.minAvailable).toBeGreaterThan(0);
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(28);
});

test('probes ask for routes that there are', async () => {
  const routes = healthRoutes(async () => ({ ready: true, states: { database: 'ok', queue: 'ok', github: 'ok' } }));
  for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
    expect((await routes.request(container[probe].httpGet.path)).status).toBe(200);
});
