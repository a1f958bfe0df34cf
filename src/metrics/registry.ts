import { bigquery } from './bigquery/source.ts';
import { clickhouse } from './clickhouse/source.ts';
import type { Connector } from './connector.ts';
import { csv } from './csv/source.ts';
import { duckdb } from './duckdb/source.ts';
import { graphite } from './graphite/source.ts';
import { http } from './http/source.ts';
import { influxdb } from './influxdb/source.ts';
import { mysql } from './mysql/source.ts';
import { grafana, slack, webhook } from './outlet/outlets.ts';
import { postgres } from './postgres/source.ts';
import { prometheus } from './prometheus/source.ts';
import { push } from './push/source.ts';

/**
 * Every type of connection. A new one is a folder, a line here, a page in docs/sources and the shared contract suite.
 */
export const registry: ReadonlyMap<string, Connector> = new Map<string, Connector>([
  ['bigquery', bigquery],
  ['clickhouse', clickhouse],
  ['csv', csv],
  ['duckdb', duckdb],
  ['grafana', grafana],
  ['graphite', graphite],
  ['http', http],
  ['influxdb', influxdb],
  ['mysql', mysql],
  ['postgres', postgres],
  ['prometheus', prometheus],
  ['push', push],
  ['slack', slack],
  ['webhook', webhook],
]);
